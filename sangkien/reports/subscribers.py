"""Repeated work of the reports."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.reports.actions import keeping, printing, taking


@every(seconds=60, name="reports.take_due")
def take_due(now: datetime) -> int:
    return taking.take_due(now)


@every(seconds=3600, name="reports.thin")
def thin(now: datetime) -> int:
    return taking.thin(now) + keeping.forget_old(now) + printing.forget_old(now)


@every(seconds=1, name="reports.weekly_posters")
def print_weekly_posters(now: datetime) -> int:
    return printing.work(now)
