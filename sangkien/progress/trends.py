"""How figures moved over time: steps of days or hours, peaks, what the last days ask for.

Pure functions over plain values.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sangkien.core import periods

HOURS_KEPT = dt.timedelta(days=60)  # after the close; then only the end of each day remains
MOST_STEPS = 120  # more cannot be told apart on a screen
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Step:
    """The value at the end of a stretch, and what was new in it.

    `new` is None where it is not known: in the first step of what was there before readings were
    kept. It may be below zero when initiatives were withdrawn or rejected.
    """

    ends_at: dt.datetime
    value: int
    new: int | None


@dataclass(frozen=True, kw_only=True)
class Series:
    """Equal steps of `length`: one day or hour, or several where there would be too many.

    `known_since` is set when nothing is known of the time before; `origin` is the value before
    the first step.
    """

    steps: tuple[Step, ...]
    length: dt.timedelta
    origin: int = 0
    known_since: dt.datetime | None = None


NOTHING = Series(steps=(), length=DAY)

Values = Sequence[tuple[dt.datetime, int]]  # what stood at the end of a day or hour, in order


def series(
    values: Values, *, since: dt.datetime, until: dt.datetime, unit: dt.timedelta, baseline: bool
) -> Series:
    """Steps from `since` to the step in which `until` lies, at most `MOST_STEPS` of them.

    `values` may have gaps: the one before holds. Values at or before `since` are where the series
    begins; with `baseline` the first of all says nothing about what was new, and what lies before
    it is not shown.
    """
    known_since = values[0][0] - unit if baseline and values and values[0][0] > since else None
    start = known_since or since
    units = max(-(-(until - start) // unit), 1)
    length = unit * -(-units // MOST_STEPS)
    current: int | None = None if known_since else 0
    steps: list[Step] = []
    position = 0
    ends_at = start
    while position < len(values) and values[position][0] <= start:
        current, position = values[position][1], position + 1
    origin = current or 0
    while ends_at < until:
        ends_at += length
        before = current
        while position < len(values) and values[position][0] <= ends_at:
            current, position = values[position][1], position + 1
        value = current or 0
        steps.append(
            Step(ends_at=ends_at, value=value, new=None if before is None else value - before)
        )
    return Series(steps=tuple(steps), length=length, origin=origin, known_since=known_since)


def end_of_hour(at: dt.datetime) -> dt.datetime:
    """The end of the hour that runs at an instant, in Việt Nam."""
    local = at.astimezone(periods.VIETNAM)
    return local.replace(minute=0, second=0, microsecond=0) + HOUR


def summed(parts: Sequence[Values]) -> list[tuple[dt.datetime, int]]:
    """The sum of several units, each holding its last value until its next one."""
    changes: dict[dt.datetime, int] = {}
    for part in parts:
        before = 0
        for ends_at, value in part:
            changes[ends_at] = changes.get(ends_at, 0) + value - before
            before = value
    total = 0
    result = []
    for ends_at in sorted(changes):
        total += changes[ends_at]
        result.append((ends_at, total))
    return result


def reached_at(values: Values, target: int) -> dt.datetime | None:
    """The end of the first day or hour with at least the target."""
    return next((ends_at for ends_at, value in values if value >= target), None)


# The last days

LAST_DAYS = 10
RECENT_DAYS = 3


@dataclass(frozen=True, kw_only=True)
class Rush:
    """ "Nước rút": what each of the last days has to bring, beside what the latest ones brought.

    Both are per day; `recent` is rounded down, `needed` up.
    """

    days_left: int
    missing: int
    needed: int
    recent: int

    @property
    def is_behind(self) -> bool:
        return self.needed > self.recent


def last_days(
    values: Values, *, target: int, closes_at: dt.datetime, at: dt.datetime
) -> Rush | None:
    """Within the last days of a period whose target is not reached; None otherwise.

    Today counts as one of the days that are left. What the latest days brought is the mean of the
    last three whole days.
    """
    today = periods.start_of(periods.local_day(at))
    left = periods.days_inclusive(periods.local_day(at), periods.last_day(closes_at))
    now = _value_at(values, None)
    missing = target - now
    if not 0 < left <= LAST_DAYS or missing <= 0:
        return None
    recent = _value_at(values, today) - _value_at(values, today - RECENT_DAYS * DAY)
    return Rush(
        days_left=left,
        missing=missing,
        needed=-(-missing // left),
        recent=max(recent // RECENT_DAYS, 0),
    )


def _value_at(values: Values, at: dt.datetime | None) -> int:
    """What stood at an instant, the last value for None."""
    held = [value for ends_at, value in values if at is None or ends_at <= at]
    return held[-1] if held else 0
