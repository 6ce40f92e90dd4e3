"""How the figures of a unit, a cluster or a block came about: per day, per hour, and what next."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from sangkien.agreements.enums import TargetBase
from sangkien.core import periods
from sangkien.programmes.models import Period
from sangkien.progress import forecasts, rules, trends
from sangkien.progress.enums import ReadingSpan
from sangkien.progress.forecasts import Forecast, NoForecast
from sangkien.progress.queries import figures, readings
from sangkien.progress.queries.goals import Goal, goals
from sangkien.units.models import Unit

HOURS_SHOWN = 48


@dataclass(frozen=True, kw_only=True)
class Reached:
    """When a target was reached, as days before the last day (`core.periods.days_early`).

    `on` is None where it was reached before readings were kept. `goal` is the target in force
    now: after a revision the day is that of the new number.
    """

    goal: Goal
    on: dt.date | None
    last_on: dt.date

    @property
    def days_early(self) -> int | None:
        """Below zero: late. The day of reaching does not count."""
        return None if self.on is None else periods.days_early(self.on, self.last_on)


@dataclass(frozen=True, kw_only=True)
class Trend:
    """A curve on one base, with everything that is concluded from it.

    `goal` is None where the target counts on another base, or there is none. `value` is what
    there is now; in a period that is over it may differ from the end of the curve, because what
    was sent in time is still confirmed afterwards. `closes_at` is the deadline of the holder.
    """

    period: Period
    base: TargetBase
    span: ReadingSpan
    series: trends.Series
    starts_at: dt.datetime
    value: int
    as_of: dt.datetime
    closes_at: dt.datetime
    goal: Goal | None
    reached: Reached | None
    rush: trends.Rush | None
    outlook: Forecast | NoForecast

    @property
    def is_drawn(self) -> bool:
        return bool(self.series.steps)

    @property
    def known_since(self) -> dt.datetime | None:
        """Set when there were figures before readings were kept."""
        return self.series.known_since

    @property
    def after_close(self) -> int:
        """How many more, or fewer, there are now than at the end of the curve."""
        return self.value - self.series.steps[-1].value if self.series.steps else 0


def daily(
    period: Period,
    unit_ids: Collection[int],
    *,
    base: TargetBase,
    goal: Goal | None,
    value: int,
    as_of: dt.datetime,
    at: dt.datetime,
    closes_at: dt.datetime | None = None,
) -> Trend:
    """The days of a unit, or the sum over the units of a cluster. One query."""
    deadline = closes_at or period.closes_at
    parts, baseline = readings.days_of(unit_ids, period, base=base)
    values = trends.summed(list(parts.values()))
    opens_on = periods.start_of(periods.local_day(period.opens_at))
    until = min(at, period.closes_at)
    on_base = goal if goal and goal.base == base else None
    series = trends.series(values, since=opens_on, until=until, unit=trends.DAY, baseline=baseline)
    return Trend(
        period=period,
        base=base,
        span=ReadingSpan.DAY,
        series=series if values and at >= period.opens_at else trends.NOTHING,
        starts_at=series.known_since or opens_on,
        value=value,
        as_of=as_of,
        closes_at=deadline,
        goal=on_base,
        reached=_reached(values, on_base, value, closes_at=deadline, since=series.known_since),
        rush=_rush(values, on_base, period, closes_at=deadline, at=at),
        outlook=forecasts.forecast(
            values,
            opens_at=period.opens_at,
            closes_at=deadline,
            at=at,
            target=on_base.value if on_base else None,
            since=series.known_since + trends.DAY if series.known_since else None,
        ),
    )


def _reached(
    values: trends.Values,
    goal: Goal | None,
    value: int,
    *,
    closes_at: dt.datetime,
    since: dt.datetime | None,
) -> Reached | None:
    """None while the target is not reached (any more); early is by the holder's own deadline."""
    if goal is None or value < goal.value:
        return None
    ends_at = trends.reached_at(values, goal.value)
    last_on = periods.last_day(closes_at)
    if ends_at is None or (since and ends_at <= since + trends.DAY):
        return Reached(goal=goal, on=None, last_on=last_on)
    return Reached(goal=goal, on=periods.last_day(ends_at), last_on=last_on)


def _rush(
    values: trends.Values,
    goal: Goal | None,
    period: Period,
    *,
    closes_at: dt.datetime,
    at: dt.datetime,
) -> trends.Rush | None:
    if goal is None or not values or not period.opens_at <= at < closes_at:
        return None
    return trends.last_days(values, target=goal.value, closes_at=closes_at, at=at)


def reached_of(
    period: Period, aims: dict[int, tuple[Goal, int]], *, closing: dict[int, dt.datetime]
) -> dict[int, Reached]:
    """When each unit reached its target, of those that did; `aims` are goal and value by unit,
    `closing` their own deadlines.

    Two queries, however many units.
    """
    done = {pk: goal for pk, (goal, value) in aims.items() if value >= goal.value}
    first = readings.first_at_least(
        period, {pk: (goal.base.value, goal.value) for pk, goal in done.items()}
    )
    found = {}
    for pk, goal in done.items():
        moment = first.get(pk)
        is_dated = moment is not None and not moment.is_baseline
        on = periods.last_day(moment.ends_at) if moment is not None and is_dated else None
        found[pk] = Reached(goal=goal, on=on, last_on=periods.last_day(closing[pk]))
    return found


def goal_and_value(
    unit: Unit, period: Period, *, at: dt.datetime
) -> tuple[Goal | None, figures.Counts, dt.datetime]:
    """What the page of the curves needs of the unit's progress; five queries."""
    folded = figures.folded_at()
    counts, counted_at = figures.subtree(unit, period)
    goal = goals(period, Q(unit=unit)).of(unit.pk)
    return goal, counts, figures.as_of(counted_at, folded=folded, at=at)


def pace_at(trend: Trend, at: dt.datetime) -> int | None:
    """What the pace line says at an instant of the period, its close included."""
    if trend.goal is None:
        return None
    return int(trend.goal.value * rules.arrived(trend.period.opens_at, trend.closes_at, at=at))
