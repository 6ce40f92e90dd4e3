"""Repeated work of the stored files."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.files.actions import storing


@every(seconds=3600, name="files.remove_unheld")
def remove_unheld(now: datetime) -> int:
    return storing.remove_unheld(now)
