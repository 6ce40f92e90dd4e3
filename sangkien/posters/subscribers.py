"""Repeated work of the posters."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.posters.actions import printing


@every(seconds=1, name="posters.work")
def work(now: datetime) -> int:
    return printing.work(now)


@every(seconds=3600, name="posters.forget_old")
def forget_old(now: datetime) -> int:
    return printing.forget_old(now)
