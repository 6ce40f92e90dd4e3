"""What the web server needs on disk before it starts: fonts, hashed and compressed static files."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from sangkien.web.shared import fonts

STAMP = ".collected"


def prepare() -> bool:
    """Collect the static files when one of them changed. Says whether there was anything to do."""
    fonts.build(Path(settings.DATA_DIR) / "fonts")
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
