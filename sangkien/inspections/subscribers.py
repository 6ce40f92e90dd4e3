"""Repeated work of inspections."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.inspections.actions import remedying


@every(seconds=600, name="inspections.overdue")
def notice_overdue(now: datetime) -> int:
    return remedying.notice_overdue(now)
