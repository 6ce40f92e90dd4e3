"""How the units of one reader stand: a few lines on the reader's own page."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.models import Target
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period, Programme
from sangkien.programmes.plans import closings
from sangkien.progress import counting
from sangkien.progress.models import SubtreeTotal
from sangkien.progress.queries import figures
from sangkien.progress.queries.choices import usual_period
from sangkien.progress.queries.figures import NONE, Counts
from sangkien.progress.queries.goals import Goal, Goals
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class UnitFigures:
    """The branch of a unit against its target in the usual period of a programme."""

    unit: Unit
    programme: Programme
    period: Period
    counts: Counts
    goal: Goal | None
    closes_at: dt.datetime
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
        if self.goal is None:
            return None
        return self.goal.pace(self.period, at=self.at, closes_at=self.closes_at)


def figures_of(
    wanted: Sequence[tuple[Unit, Programme]], *, at: dt.datetime
) -> dict[tuple[int, int], UnitFigures]:
    """By unit and programme; four queries, however many of both, and two for each period in which
    units have plans of their own.
    """
    if not wanted:
        return {}
    folded = figures.folded_at()
    parts = _parts({programme.pk for _unit, programme in wanted})
    aims = _aims(
        {unit.pk for unit, _programme in wanted},
        [period.pk for found in parts.values() for period in found],
    )
    usual = {
        (unit.pk, programme.pk): usual_period(
            parts[programme.pk], _aimed(aims[unit.pk], parts[programme.pk]), at=at
        )
        for unit, programme in wanted
    }
    totals = _totals(usual)
    closing = _closings(wanted, usual)
    found = {}
    for unit, programme in wanted:
        period = usual[unit.pk, programme.pk]
        counts, counted_at = totals.get((unit.pk, period.pk), (NONE, None))
        found[unit.pk, programme.pk] = UnitFigures(
            unit=unit,
            programme=programme,
            period=period,
            counts=counts,
            goal=_goals(period, parts[programme.pk], aims).of(unit.pk),
            closes_at=closing[period.pk, unit.path],
            as_of=figures.as_of(counted_at, folded=folded, at=at),
            at=at,
        )
    return found


def _closings(
    wanted: Sequence[tuple[Unit, Programme]], usual: dict[tuple[int, int], Period]
) -> dict[tuple[int, str], dt.datetime]:
    """When its period closes for each unit, by period and path."""
    found: dict[tuple[int, str], dt.datetime] = {}
    for period in {one.pk: one for one in usual.values()}.values():
        asked = [(unit, own) for unit, own in wanted if usual[unit.pk, own.pk] == period]
        period.programme = asked[0][1]
        closing = closings(period, [unit.path for unit, _programme in asked])
        found |= {(period.pk, path): closes_at for path, closes_at in closing.items()}
    return found


def _parts(programme_ids: set[int]) -> dict[int, list[Period]]:
    """The whole of each programme and its phases; campaigns are news, not the standing of a unit."""
    parts: dict[int, list[Period]] = defaultdict(list)
    rows = Period.objects.filter(programme__in=programme_ids).exclude(kind=PeriodKind.CAMPAIGN)
    for period in rows.order_by("opens_at", "pk"):
        parts[period.programme_id].append(period)
    return parts


def _aims(unit_ids: set[int], period_ids: list[int]) -> dict[int, dict[tuple[int, str], Goal]]:
    """The numbers to reach by unit, keyed by (period, origin)."""
    rows = Target.objects.filter(
        kind=TargetKind.COUNT, replaced_at=None, unit__in=unit_ids, period__in=period_ids
    )
    found: dict[int, dict[tuple[int, str], Goal]] = defaultdict(dict)
    for unit_id, period_id, origin, base, value in rows.values_list(
        "unit_id", "period_id", "origin", "base", "value"
    ):
        found[unit_id or 0][period_id, origin] = Goal(
            value=int(value), base=TargetBase(base), origin=TargetOrigin(origin)
        )
    return found


def _aimed(aims: dict[tuple[int, str], Goal], parts: list[Period]) -> set[int]:
    """The parts of one programme for which the unit's number was set."""
    return {period_id for period_id, _origin in aims} & {period.pk for period in parts}


def _goals(
    period: Period, parts: list[Period], aims: dict[int, dict[tuple[int, str], Goal]]
) -> Goals:
    is_whole = period.kind == PeriodKind.WHOLE
    phases = [part.pk for part in parts if is_whole and part.kind == PeriodKind.PHASE]
    return Goals(period_id=period.pk, phase_ids=tuple(phases), by_holder=aims)


def _totals(
    usual: dict[tuple[int, int], Period],
) -> dict[tuple[int, int], tuple[Counts, dt.datetime]]:
    """What is kept, by unit and period."""
    rows = SubtreeTotal.objects.filter(
        unit_id__in={unit_id for unit_id, _programme_id in usual},
        period_id__in={period.pk for period in usual.values()},
    )
    return {
        (unit_id, period_id): (
            Counts(**dict(zip(counting.SUMMED, summed, strict=True))),
            counted_at,
        )
        for unit_id, period_id, counted_at, *summed in rows.values_list(
            "unit_id", "period_id", "as_of", *counting.SUMMED
        )
    }
