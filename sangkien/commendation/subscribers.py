"""Commendation releases what was signed."""

from datetime import datetime

from sangkien.commendation.actions import conferring
from sangkien.core.schedule import every


@every(seconds=1, name="commendation.release")
def release(now: datetime) -> int:
    return conferring.work(now)
