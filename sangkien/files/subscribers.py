"""Repeated work of the stored files."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.files.actions import scanning, storing, uploading


@every(seconds=3600, name="files.remove_unheld")
def remove_unheld(now: datetime) -> int:
    return storing.remove_unheld(now)


@every(seconds=5, name="files.scan")
def scan(now: datetime) -> int:
    return scanning.scan_waiting(now)


@every(seconds=600, name="files.remove_expired_uploads")
def remove_expired_uploads(now: datetime) -> int:
    return uploading.remove_expired(now)
