"""Settings of the tests: the real ones on a database of their own, without the network."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("SANGKIEN_ENV", "test")
if "PYTEST_XDIST_WORKER" in os.environ or "SANGKIEN_DATA_DIR" not in os.environ:
    # A folder for each process that tests, and for no longer than it does.
    os.environ["SANGKIEN_DATA_DIR"] = tempfile.mkdtemp(prefix="sangkien-tests-")
    atexit.register(shutil.rmtree, os.environ["SANGKIEN_DATA_DIR"], ignore_errors=True)

from sangkien.project.settings import *  # noqa: F403 - the variables above come first
from sangkien.project.settings import DATA_DIR, DATABASES, FILE_STORAGE

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SEALING_KEYS = ("a-key-of-the-tests-and-of-nothing-else",)
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "files": FILE_STORAGE,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real use: threads get connections of their own. Nobody's data are lost when
    # the machine stops in the middle of a test, so it need not wait for the disk.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(DATA_DIR) / "tests.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    DATABASES["default"]["CONN_MAX_AGE"] = 0
