"""Repeated work of the reporting calendar."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.reporting.actions import opening


@every(seconds=60, name="reporting.make")
def make_due(now: datetime) -> int:
    return opening.make_due(now)


@every(seconds=10, name="reporting.fill")
def fill_waiting(now: datetime) -> int:
    return opening.fill_waiting(now)


@every(seconds=60, name="reporting.remind")
def remind_due(now: datetime) -> int:
    return opening.remind_due(now)
