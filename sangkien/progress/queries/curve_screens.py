"""What the page of the days and hours of a unit shows, put together: the page only draws it."""

import datetime as dt
from dataclasses import dataclass

from sangkien.access.actor import Actor
from sangkien.agreements.enums import TargetBase
from sangkien.core import paths
from sangkien.programmes.models import Period, Programme
from sangkien.programmes.queries import get_programme, periods_shown
from sangkien.progress.enums import ReadingSpan
from sangkien.progress.queries import curves
from sangkien.progress.queries.curves import Trend
from sangkien.progress.queries.screens import Choice, chosen_period, unit_within
from sangkien.units.models import Unit
from sangkien.units.queries import ancestors, get_public_unit


@dataclass(frozen=True, kw_only=True)
class CurveChoice:
    """What the reader of the curves asked for: `base` is None for that of the target, `day` is
    the day whose hours are shown, None for the last two.
    """

    span: ReadingSpan = ReadingSpan.DAY
    base: TargetBase | None = None
    day: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class CurveScreen:
    """The days or the hours of a unit; `has_hours` is false for a CĐCS and what is below it."""

    programme: Programme
    unit: Unit
    above: tuple[Unit, ...]
    periods: tuple[Period, ...]
    period: Period
    trend: Trend
    has_hours: bool
    day: dt.date | None


def curve_screen(
    slug: str, unit_code: str, *, choice: Choice, curve: CurveChoice, at: dt.datetime
) -> CurveScreen:
    """The same for every unit of the branch, in a fixed number of queries."""
    programme = get_programme(slug, actor=Actor.anonymous())
    unit = unit_within(programme, get_public_unit(unit_code.upper()))
    periods = periods_shown(programme, unit)
    period = chosen_period(periods, choice, unit, at=at)
    above = [u for u in ancestors(unit) if paths.contains(programme.owner.path, u.path)]
    goal, counts, as_of = curves.goal_and_value(unit, period, at=at)
    base = curve.base or (goal.base if goal else TargetBase.SENT)
    trend = curves.daily(
        period,
        [unit.pk],
        base=base,
        goal=goal,
        value=counts.of(base),
        as_of=as_of,
        at=at,
    )
    has_hours = curves.has_hours(unit)
    is_hourly = has_hours and curve.span == ReadingSpan.HOUR
    return CurveScreen(
        programme=programme,
        unit=unit,
        above=tuple(above),
        periods=tuple(periods),
        period=period,
        trend=curves.hourly(trend, unit, day=curve.day, at=at) if is_hourly else trend,
        has_hours=has_hours,
        day=curve.day if is_hourly else None,
    )
