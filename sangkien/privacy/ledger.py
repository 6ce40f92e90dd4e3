"""Where the ledger of erasures is kept: beside the database, not in it."""

from pathlib import Path

from django.conf import settings


def path() -> Path:
    return Path(settings.DATA_DIR) / "erasures.csv"
