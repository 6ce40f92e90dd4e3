"""Take the README's pictures of a running demonstration.

.venv/bin/python docs/take_screenshots.py data/demo.json
"""

import json
import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).resolve().parent / "screenshots"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
TITLE = "Làm đồ gá xoay để hàn ống không phải lật"


def home(browser: Browser, base_url: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(base_url)
    page.screenshot(path=FOLDER / "home.png")


def register(browser: Browser, base_url: str, author: dict[str, str]) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{base_url}/dang-nhap/")
    page.fill("[name=login]", author["login"])
    page.fill("[name=password]", author["password"])
    page.click("main button[type=submit]")
    page.goto(f"{base_url}/sang-kien/dang-ky/")
    page.fill("[name=title]", TITLE)
    page.screenshot(path=FOLDER / "register.png")


def main(accounts: Path, base_url: str) -> None:
    demo = json.loads(accounts.read_text(encoding="utf-8"))
    author = next(login for login in demo["logins"] if login["role"] == "author")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-quic", "--disable-background-networking"],
        )
        home(browser, base_url or demo["base_url"])
        register(browser, base_url or demo["base_url"], author)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2].rstrip("/") if len(sys.argv) > 2 else "")  # noqa: PLR2004
