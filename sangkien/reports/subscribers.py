"""Repeated work of the reports."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.reports.actions import keeping, taking


@every(seconds=60, name="reports.take_due")
def take_due(now: datetime) -> int:
    return taking.take_due(now)


@every(seconds=3600, name="reports.thin")
def thin(now: datetime) -> int:
    return taking.thin(now) + keeping.forget_old(now)
