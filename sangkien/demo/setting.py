"""What one run of the demo is told: how much, from which seed, and what time it is."""

import datetime as dt
from dataclasses import dataclass

from sangkien.core.periods import local_day
from sangkien.demo.drawing import Draw

SIZES = ("small", "large")


@dataclass(frozen=True, kw_only=True)
class Setting:
    size: str
    seed: int
    now: dt.datetime

    @property
    def today(self) -> dt.date:
        return local_day(self.now)

    def draw(self, topic: str) -> Draw:
        return Draw(self.seed, topic)
