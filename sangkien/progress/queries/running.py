"""The programmes that run beside the one on the home page, each with its figure."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F

from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.models import Target
from sangkien.programmes.models import Period, Programme
from sangkien.progress import counting
from sangkien.progress.models import SubtreeTotal
from sangkien.progress.queries import figures
from sangkien.progress.queries.choices import running_wholes
from sangkien.progress.queries.figures import Counts
from sangkien.progress.queries.goals import Goal


@dataclass(frozen=True, kw_only=True)
class RunningProgramme:
    """What its organiser has in the programme as a whole."""

    programme: Programme
    counts: Counts
    goal: Goal | None
    as_of: dt.datetime

    @property
    def base(self) -> TargetBase:
        return self.goal.base if self.goal else TargetBase.SENT

    @property
    def value(self) -> int:
        return self.counts.of(self.base)


def running_beside(front: Programme, *, at: dt.datetime, limit: int) -> list[RunningProgramme]:
    """In the order of the home page; four queries, however many there are."""
    wholes = list(running_wholes(at=at).exclude(programme=front)[:limit])
    if not wholes:
        return []
    totals, aims, folded = _totals(wholes), _aims(wholes), figures.folded_at()
    lines = []
    for whole in wholes:
        counts, counted_at = totals.get(whole.pk, (figures.NONE, None))
        lines.append(
            RunningProgramme(
                programme=whole.programme,
                counts=counts,
                goal=aims.get(whole.pk),
                as_of=figures.as_of(counted_at, folded=folded, at=at),
            )
        )
    return lines


def _totals(wholes: list[Period]) -> dict[int, tuple[Counts, dt.datetime]]:
    rows = SubtreeTotal.objects.filter(period__in=wholes, unit=F("period__unit"))
    return {
        period_id: (Counts(**dict(zip(counting.SUMMED, counted, strict=True))), as_of)
        for period_id, as_of, *counted in rows.values_list("period_id", "as_of", *counting.SUMMED)
    }


def _aims(wholes: list[Period]) -> dict[int, Goal]:
    """The number to reach; what was assigned comes before what the organiser set itself."""
    rows = Target.objects.filter(
        kind=TargetKind.COUNT, replaced_at=None, period__in=wholes, unit=F("period__unit")
    ).values_list("period_id", "origin", "base", "value")
    assigned_last = sorted(rows, key=lambda row: row[1] == TargetOrigin.ASSIGNED)
    return {
        period_id: Goal(value=int(value), base=TargetBase(base), origin=TargetOrigin(origin))
        for period_id, origin, base, value in assigned_last
    }
