"""How the units of one reader stand: a few lines on the reader's own page."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from sangkien.agreements.enums import TargetBase, TargetKind
from sangkien.agreements.models import Target
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period, Programme
from sangkien.progress import counting
from sangkien.progress.models import SubtreeTotal
from sangkien.progress.queries import figures
from sangkien.progress.queries.choices import usual_period
from sangkien.progress.queries.figures import NONE, Counts
from sangkien.progress.queries.goals import Goal, Goals, goals
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class UnitFigures:
    """The branch of a unit against its target in the usual period of a programme."""

    unit: Unit
    programme: Programme
    period: Period
    counts: Counts
    goal: Goal | None
    as_of: dt.datetime
    at: dt.datetime

    @property
    def base(self) -> TargetBase:
        return self.goal.base if self.goal else TargetBase.SENT

    @property
    def value(self) -> int:
        return self.counts.of(self.base)

    @property
    def target(self) -> int | None:
        return self.goal.value if self.goal else None

    @property
    def pace(self) -> int | None:
        return self.goal.pace(self.period, at=self.at) if self.goal else None


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """What is kept about one period: goals and totals of all the units that are shown in it."""

    goals: Goals
    counts: dict[int, tuple[Counts, dt.datetime]]


def figures_of(
    wanted: Sequence[tuple[Unit, Programme]], *, at: dt.datetime
) -> dict[int, UnitFigures]:
    """By unit; as many queries as there are periods in use, however many the units."""
    if not wanted:
        return {}
    folded = figures.folded_at()
    usual = _usual_periods(wanted, at=at)
    members: dict[Period, list[int]] = defaultdict(list)
    for unit, _programme in wanted:
        members[usual[unit.pk]].append(unit.pk)
    kept = {period.pk: _kept(period, unit_ids) for period, unit_ids in members.items()}
    found = {}
    for unit, programme in wanted:
        period = usual[unit.pk]
        counts, counted_at = kept[period.pk].counts.get(unit.pk, (NONE, None))
        found[unit.pk] = UnitFigures(
            unit=unit,
            programme=programme,
            period=period,
            counts=counts,
            goal=kept[period.pk].goals.of(unit.pk),
            as_of=figures.as_of(counted_at, folded=folded, at=at),
            at=at,
        )
    return found


def _usual_periods(
    wanted: Sequence[tuple[Unit, Programme]], *, at: dt.datetime
) -> dict[int, Period]:
    """The whole programme, or the part for which the unit's number was set; campaigns are news,
    not the standing of a unit.
    """
    parts: dict[int, list[Period]] = defaultdict(list)
    of_programmes = Period.objects.filter(
        programme__in={programme.pk for _unit, programme in wanted}
    )
    for period in of_programmes.exclude(kind=PeriodKind.CAMPAIGN).order_by("opens_at", "pk"):
        parts[period.programme_id].append(period)
    aimed: dict[int, set[int]] = defaultdict(set)
    aims = Target.objects.filter(
        kind=TargetKind.COUNT,
        replaced_at=None,
        unit__in=[unit.pk for unit, _programme in wanted],
        period__in=[period.pk for found in parts.values() for period in found],
    )
    for unit_id, period_id in aims.values_list("unit_id", "period_id"):
        aimed[unit_id or 0].add(period_id)
    return {
        unit.pk: usual_period(parts[programme.pk], aimed[unit.pk], at=at)
        for unit, programme in wanted
    }


def _kept(period: Period, unit_ids: list[int]) -> _Kept:
    rows = SubtreeTotal.objects.filter(period=period, unit_id__in=unit_ids)
    return _Kept(
        goals=goals(period, Q(unit_id__in=unit_ids)),
        counts={
            unit_id: (Counts(**dict(zip(counting.SUMMED, summed, strict=True))), counted_at)
            for unit_id, counted_at, *summed in rows.values_list(
                "unit_id", "as_of", *counting.SUMMED
            )
        },
    )
