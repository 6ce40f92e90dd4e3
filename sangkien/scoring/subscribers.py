"""Repeated work of scoring."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.scoring.actions import opening


@every(seconds=10, name="scoring.fill")
def fill_waiting(now: datetime) -> int:
    return opening.fill_waiting(now)
