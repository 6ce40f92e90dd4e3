"""Repeated work of recognition."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.recognition.actions import signing


@every(seconds=1, name="recognition.release")
def release(now: datetime) -> int:
    return signing.work(now)
