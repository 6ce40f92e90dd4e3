"""The shape of the data: how many units of each kind, who has how much, when it arrives."""

import bisect
import datetime as dt
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

from sangkien.core import paths

PROVINCES, SECTORS, SUPERIORS = 63, 20, 700
RUSH_SHARE, RUSH_DAYS = 0.81, 10  # 81 % arrive in the last days, as in the real programme
FIRST_PHASE_SHARE = 0.35
# Large companies send thousands, most unions a handful: Zipf with a flattened head.
ZIPF_EXPONENT, ZIPF_HEAD = 0.95, 60
PEOPLE_PER_INITIATIVE = 0.35

STATES = (
    ("confirmed", 78),
    ("submitted", 12),
    ("returned", 4),
    ("rejected", 3),
    ("withdrawn", 2),
    ("draft", 1),
)


@dataclass(frozen=True)
class Node:
    """One unit of the tree; `pk` 1 is the national level."""

    pk: int
    parent: int | None
    level: str
    path: str


def tree(units: int) -> list[Node]:
    """One national unit, 63 + 20 below it, some 700 superiors, the rest grassroots."""
    nodes = [Node(pk=1, parent=None, level="trung-uong", path=paths.step(1))]
    seconds = [
        _below(nodes[0], pk, "tinh" if pk <= 1 + PROVINCES else "nganh")
        for pk in range(2, 2 + PROVINCES + SECTORS)
    ]
    superiors = min(SUPERIORS, max(len(seconds), units // 20))
    first = 2 + len(seconds)
    thirds = [
        _below(seconds[number % len(seconds)], first + number, "cap-tren")
        for number in range(superiors)
    ]
    first += superiors
    leaves = [
        _below(thirds[number % superiors], first + number, "co-so")
        for number in range(max(units - first + 1, superiors))
    ]
    return [*nodes, *seconds, *thirds, *leaves]


def _below(parent: Node, pk: int, level: str) -> Node:
    return Node(pk=pk, parent=parent.pk, level=level, path=paths.child(parent.path, pk))


def units_drawn(leaves: int, count: int, draw: random.Random) -> list[int]:
    """For each of `count` initiatives the position of its unit among the leaves."""
    weights = (1 / (rank + ZIPF_HEAD) ** ZIPF_EXPONENT for rank in range(leaves))
    cumulated = list(itertools.accumulate(weights))
    order = list(range(leaves))
    draw.shuffle(order)  # the largest are spread over the country
    total = cumulated[-1]
    return [order[bisect.bisect(cumulated, draw.random() * total)] for _ in range(count)]


@dataclass(frozen=True)
class Calendar:
    """The windows of the programme around the day of the run, so that it is open."""

    opens_at: dt.datetime
    second_at: dt.datetime
    now: dt.datetime
    closes_at: dt.datetime

    @classmethod
    def around(cls, now: dt.datetime) -> "Calendar":
        day = now.replace(hour=0, minute=0, second=0, microsecond=0)
        days = dt.timedelta(days=1)
        return cls(
            opens_at=day - 300 * days,
            second_at=day - 120 * days,
            now=now,
            closes_at=day + 60 * days,
        )


def arrivals(calendar: Calendar, count: int, draw: random.Random) -> Iterator[dt.datetime]:
    """When each one was received, in order; within each phase most come in its last days."""
    first = round(count * FIRST_PHASE_SHARE)
    for begin, end, share in (
        (calendar.opens_at, calendar.second_at, first),
        (calendar.second_at, calendar.now, count - first),
    ):
        rush = end - dt.timedelta(days=RUSH_DAYS)
        spread = (end - begin).total_seconds()
        last = (end - rush).total_seconds()
        seconds = [
            spread - draw.random() * (last if draw.random() < RUSH_SHARE else spread)
            for _ in range(share)
        ]
        seconds.sort()
        for offset in seconds:
            yield begin + dt.timedelta(seconds=min(offset, spread - 1))
