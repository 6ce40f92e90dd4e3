"""What a period will end with, if the units go on as they did: a number with its uncertainty.

Pure functions over plain values.

The method. Each whole day d of the last week brought n(d) new ones, while the rush profile
(`rules.arrived`) lets a part w(d) of everything come on that day. The pace is the whole that
these days speak of: K = sum n / sum w. What is still to come is R = K x (the part of the profile
that is left), so the expected end is what is there + R.

Three things make it uncertain, and are added as variances:
- the days still to come scatter as those of the last week did: phi x R, where phi is how much
  more than counts by chance the days differed (never less than 1);
- K itself is known from a few days only: phi x R^2 / sum n;
- the profile is that of one campaign of 2021 and may be wrong for this one: (R x PROFILE_ERROR)^2.

The interval is expected +- SPREAD standard deviations (about four times in five), widened to
handy numbers, and never below what is there. Initiatives that were withdrawn or rejected count
as new ones below zero; a week that brought none in all gives no forecast.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil, floor, log10, sqrt

from sangkien.core import periods
from sangkien.progress import rules

DAY = dt.timedelta(days=1)
WEEK = 7
LEAST_DAYS = 3
LEAST_ENTRIES = 10
SPREAD = 1.28
PROFILE_ERROR = 0.15  # as far as other campaigns are from that profile; to be checked with 2026's

Values = Sequence[tuple[dt.datetime, int]]


class NoForecast(Enum):
    """Why there is none."""

    NOT_OPEN = "not_open"
    TOO_EARLY = "too_early"
    TOO_FEW = "too_few"
    STANDS_STILL = "stands_still"


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """The number at the close: `expected`, very likely between `low` and `high`.

    `reached_on` is the day on which the target is expected to be reached, None when it is reached
    already or will not be; `days` is how many whole days it rests on.
    """

    expected: int
    low: int
    high: int
    days: int
    target: int | None
    reached_on: dt.date | None

    @property
    def is_likely(self) -> bool:
        return self.target is not None and self.low >= self.target

    @property
    def is_unlikely(self) -> bool:
        return self.target is not None and self.high < self.target


def forecast(
    values: Values,
    *,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    at: dt.datetime,
    target: int | None = None,
    since: dt.datetime | None = None,
) -> Forecast | NoForecast:
    """Of what stood at the end of each day, in order, the running day last.

    `since` is when the first of them stood, where nothing is known of the time before.
    """
    if not opens_at <= at < closes_at:
        return NoForecast.NOT_OPEN
    begin = max(opens_at, since or opens_at)
    whole_days = _whole_days(begin, at)
    if len(whole_days) < LEAST_DAYS:
        return NoForecast.TOO_EARLY
    there = values[-1][1] if values else 0
    days = whole_days[-WEEK:]
    new = [_held(values, end) - _held(values, start) for start, end in days]
    if there < LEAST_ENTRIES:
        return NoForecast.TOO_FEW
    if sum(new) <= 0:
        return NoForecast.STANDS_STILL
    parts = [_part(opens_at, closes_at, start, end) for start, end in days]
    pace = sum(new) / sum(parts)
    left = 1 - float(rules.arrived(opens_at, closes_at, at=at))
    low, high = _interval(there, pace * left, new, parts)
    return Forecast(
        expected=there + round(pace * left),
        low=low,
        high=high,
        days=len(days),
        target=target,
        reached_on=_reached_on(there, pace, target, opens_at=opens_at, closes_at=closes_at, at=at),
    )


def _whole_days(begin: dt.datetime, at: dt.datetime) -> list[tuple[dt.datetime, dt.datetime]]:
    """Calendar days that have begun after `begin` (or with it) and are over at `at`."""
    first = periods.local_day(begin)
    if periods.start_of(first) < begin:
        first += DAY
    count = (periods.local_day(at) - first).days
    starts = [periods.start_of(first + number * DAY) for number in range(count)]
    return [(start, start + DAY) for start in starts]


def _held(values: Values, at: dt.datetime) -> int:
    held = [value for ends_at, value in values if ends_at <= at]
    return held[-1] if held else 0


def _part(
    opens_at: dt.datetime, closes_at: dt.datetime, start: dt.datetime, end: dt.datetime
) -> float:
    of = rules.arrived
    return float(of(opens_at, closes_at, at=end) - of(opens_at, closes_at, at=start))


def _interval(
    there: int, coming: float, new: Sequence[int], parts: Sequence[float]
) -> tuple[int, int]:
    """Outwards to handy numbers: 2.163 to 2.512 is "2.150 to 2.550"; around the expected one."""
    pace = sum(new) / sum(parts)
    strangeness = sum(
        (count - pace * part) ** 2 / (pace * part) for count, part in zip(new, parts, strict=True)
    )
    phi = max(strangeness / (len(new) - 1), 1)
    variance = phi * coming + phi * coming**2 / sum(new) + (coming * PROFILE_ERROR) ** 2
    spread = SPREAD * sqrt(variance)
    handy = _handy(spread / 3)
    low = floor((there + coming - spread) / handy) * handy
    high = ceil((there + coming + spread) / handy) * handy
    return max(low, there), max(high, there)


def _handy(size: float) -> int:
    """The largest of 1, 2, 5, 10, 20, 50 … that is not above a size."""
    if size < 1:
        return 1
    scale: int = 10 ** floor(log10(size))
    return max(factor * scale for factor in (1, 2, 5) if factor * scale <= size)


def _reached_on(
    there: int,
    pace: float,
    target: int | None,
    *,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    at: dt.datetime,
) -> dt.date | None:
    """The day on which the profile, from here on at this pace, has brought what is missing."""
    if target is None or there >= target:
        return None
    now = float(rules.arrived(opens_at, closes_at, at=at))
    needed = now + (target - there) / pace
    if needed > 1:
        return None
    first_half = float(1 - rules.RUSH.second_half)
    if needed <= first_half:
        passed = needed / first_half / 2
    else:
        passed = 0.5 + (needed - first_half) / float(rules.RUSH.second_half) / 2
    return periods.last_day(max(opens_at + (closes_at - opens_at) * passed, at))
