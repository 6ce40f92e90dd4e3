"""Draws that come out the same for the same seed."""

import datetime as dt
import random
import uuid
from collections.abc import Sequence
from typing import TypeVar

from sangkien.core.periods import VIETNAM

T = TypeVar("T")
WORK_STARTS, WORK_ENDS = dt.time(7, 30), dt.time(17, 30)


class Draw:
    """A stream of draws for one topic: what another topic draws does not disturb it."""

    def __init__(self, seed: int, topic: str) -> None:
        self._random = random.Random(f"{seed}/{topic}")  # noqa: S311 - invented data, no secrets

    def one(self, choices: Sequence[T]) -> T:
        return self._random.choice(choices)

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        return self._random.sample(choices, count)

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        return self._random.sample(choices, len(choices))

    def between(self, least: int, most: int, *, step: int = 1) -> int:
        return least + step * self._random.randint(0, (most - least) // step)

    def chance(self, percent: int) -> bool:
        return self._random.randrange(100) < percent

    def day(self, first: dt.date, last: dt.date, *, late: bool = False) -> dt.date:
        """A day of a span; `late` draws more of the last days, as before every deadline."""
        length = (last - first).days
        days = int(self._random.triangular(0, length + 1, length + 1)) if late else None
        chosen = self._random.randint(0, length) if days is None else min(days, length)
        return first + dt.timedelta(days=chosen)

    def working_time(self, day: dt.date) -> dt.datetime:
        """A minute of the working hours of a day."""
        start = dt.datetime.combine(day, WORK_STARTS, tzinfo=VIETNAM)
        minutes = (dt.datetime.combine(day, WORK_ENDS, tzinfo=VIETNAM) - start).seconds // 60
        return start + dt.timedelta(minutes=self._random.randint(0, minutes))

    def key(self) -> uuid.UUID:
        return uuid.UUID(int=self._random.getrandbits(128), version=4)

    def spread(self, total: int, holders: int) -> list[int]:
        """`total` things over holders, at least one each, the rest unevenly."""
        if total < holders:
            raise ValueError(f"{total} things do not reach {holders} holders")
        shares = [1] * holders
        weights = [self._random.random() + 0.2 for _ in range(holders)]
        for index in self._random.choices(range(holders), weights, k=total - holders):
            shares[index] += 1
        return shares
