"""Repeated work of the register."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.units.actions import lookalikes


@every(seconds=6 * 3600, name="units.lookalikes")
def find_lookalikes(now: datetime) -> int:
    return lookalikes.find_all(now)
