"""What the page of the days and hours of a unit shows, put together: the page only draws it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sangkien.access.actor import Actor
from sangkien.agreements.enums import TargetBase
from sangkien.core import paths
from sangkien.programmes.models import Period, Programme
from sangkien.programmes.plans import closing_of
from sangkien.programmes.queries import get_programme, periods_shown
from sangkien.progress.enums import ReadingSpan
from sangkien.progress.queries import curves, hours
from sangkien.progress.queries.curves import Trend
from sangkien.progress.queries.screens import Choice, chosen_period, cluster_screen, unit_within
from sangkien.units.models import Cluster, Unit
from sangkien.units.queries import ancestors, get_cluster, get_public_unit


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
    """The days or the hours of a unit, or of a cluster that `unit` organises. `is_counted`: among
    them are CĐCS, whose hours are counted from what was sent.
    """

    programme: Programme
    unit: Unit
    above: tuple[Unit, ...]
    periods: tuple[Period, ...]
    period: Period
    trend: Trend
    is_counted: bool
    day: dt.date | None
    cluster: Cluster | None = None

    @property
    def name(self) -> str:
        return self.cluster.name if self.cluster else self.unit.name


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
        closes_at=closing_of(period, unit.path),
    )
    shown, is_counted = _hours(trend, [unit], curve, at=at)
    return CurveScreen(
        programme=programme,
        unit=unit,
        above=tuple(above),
        periods=tuple(periods),
        period=period,
        trend=shown,
        is_counted=is_counted,
        day=curve.day if curve.span == ReadingSpan.HOUR else None,
    )


def cluster_curve_screen(
    slug: str, pk: int, *, choice: Choice, curve: CurveChoice, at: dt.datetime
) -> CurveScreen:
    """The sum over the units of a cluster or block."""
    board = cluster_screen(slug, pk, choice=choice, at=at)
    unit_ids, trend = get_cluster(pk).unit_ids, board.trend
    if curve.base and curve.base != trend.base:
        row = board.progress.row
        trend = curves.daily(
            board.period,
            unit_ids,
            base=curve.base,
            goal=row.goal,
            value=row.counts.of(curve.base),
            as_of=board.progress.as_of,
            at=at,
        )
    units = list(Unit.objects.filter(pk__in=unit_ids).select_related("level"))
    shown, is_counted = _hours(trend, units, curve, at=at)
    return CurveScreen(
        programme=board.programme,
        unit=board.cluster.organiser,
        above=(),
        periods=board.periods,
        period=board.period,
        trend=shown,
        is_counted=is_counted,
        day=curve.day if curve.span == ReadingSpan.HOUR else None,
        cluster=board.cluster,
    )


def _hours(
    trend: Trend, units: Sequence[Unit], curve: CurveChoice, *, at: dt.datetime
) -> tuple[Trend, bool]:
    """The curve that was asked for, and whether some of its hours are counted."""
    if curve.span != ReadingSpan.HOUR:
        return trend, False
    alone = hours.counted_alone(units)
    return hours.hourly(trend, units, alone, day=curve.day, at=at), bool(alone)
