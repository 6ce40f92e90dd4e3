"""Find Chromium, or install it."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    given = os.environ.get("CHROMIUM")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


def obtain() -> dict[str, str]:
    """Variables under which the browser tests run; RuntimeError when there is no browser to be had."""
    found = find() or _install_with_apt()
    if found:
        return {"CHROMIUM": found}
    if subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"]) == 0:
        return {}  # Playwright finds its own
    raise RuntimeError("không có Chromium và không cài được / Chromium cannot be installed")


def _install_with_apt() -> str | None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ):
        if subprocess.call(words, env=quiet, stdout=subprocess.DEVNULL):
            return None
    return find()
