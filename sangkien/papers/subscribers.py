"""Repeated work of the papers."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.papers.actions import looking_up


@every(seconds=3600, name="papers.forget_lookups")
def forget_lookups(now: datetime) -> int:
    return looking_up.forget_old(now)
