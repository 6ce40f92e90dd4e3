"""What pages need on disk before they are drawn: fonts, hashed and compressed static files."""

import fcntl
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from sangkien.web.shared import fonts

STAMP = ".collected"


def prepare() -> bool:
    """Collect the static files when one of them changed. Says whether there was anything to do.

    Web server and worker start together and both draw pages: the second waits for the first.
    """
    data = Path(settings.DATA_DIR)
    data.mkdir(parents=True, exist_ok=True)
    with (data / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _prepare(data)


def _prepare(data: Path) -> bool:
    fonts.build(data / "fonts")
    stamp = Path(settings.STATIC_ROOT) / STAMP
    current = _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == current:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(current, encoding="ascii")
    return True


def _fingerprint() -> str:
    hasher = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            hasher.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return hasher.hexdigest()
