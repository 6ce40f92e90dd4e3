"""The kept totals as frozen rows, with the moment up to which they are counted."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from sangkien.agreements.enums import Denominator, TargetBase
from sangkien.core import periods
from sangkien.journal.models import JobRun
from sangkien.programmes.models import Period
from sangkien.progress import counting, rules
from sangkien.progress.models import OwnTotal, SubtreeTotal, UnitSize
from sangkien.units.models import Unit
from sangkien.units.queries import headcount_on


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Figures of a unit, a subtree or a group of units. The bases are never added up."""

    sent: int = 0
    valid: int = 0
    recognised: int = 0
    people: int = 0
    benefit_vnd: int = 0
    covered_sent: int = 0
    covered_valid: int = 0

    def of(self, base: TargetBase) -> int:
        figures = {TargetBase.VALID: self.valid, TargetBase.RECOGNISED: self.recognised}
        return figures.get(base, self.sent)

    def covered(self, base: TargetBase) -> int:
        """Not kept for recognised ones: `figures.with_at_least` counts those."""
        return self.covered_valid if base == TargetBase.VALID else self.covered_sent

    @property
    def open(self) -> int:
        """Sent but not confirmed yet: waiting for the CĐCS or returned to the author."""
        return self.sent - self.valid

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            **{name: getattr(self, name) + getattr(other, name) for name in counting.SUMMED}
        )


NONE = Counts()


@dataclass(frozen=True, kw_only=True)
class Size:
    """The denominators on the reference day; None where nobody recorded any."""

    grassroots: int | None = None
    members: int | None = None
    workers: int | None = None

    def of(self, denominator: str) -> int | None:
        return self.workers if denominator == Denominator.WORKERS else self.members


def folded_at() -> dt.datetime | None:
    """When the last round that carried everything up was finished; ask before reading totals."""
    return (
        JobRun.objects.filter(name=counting.FOLD_JOB, error="")
        .values_list("finished_at", flat=True)
        .first()
    )


def as_of(
    counted_at: dt.datetime | None, *, folded: dt.datetime | None, at: dt.datetime
) -> dt.datetime:
    """The moment up to which a total is complete.

    A total that nobody touched since is as fresh as the last round of the worker. Where nothing
    was ever counted and no worker ever ran, nothing is what there is now.
    """
    known = [moment for moment in (counted_at, folded) if moment is not None]
    return max(known) if known else at


def complete_at(unit: Unit, period: Period, *, at: dt.datetime) -> dt.datetime:
    """The moment up to which the figures of a whole branch are complete."""
    folded = folded_at()
    _counts, counted_at = subtree(unit, period)
    return as_of(counted_at, folded=folded, at=at)


def own(unit: Unit, period: Period) -> Counts:
    row = OwnTotal.objects.filter(unit=unit, period=period).values(*counting.FIGURES).first()
    return Counts(**row) if row else NONE


def subtree(unit: Unit, period: Period) -> tuple[Counts, dt.datetime | None]:
    """The figures of the whole branch, and when they last changed."""
    row = SubtreeTotal.objects.filter(unit=unit, period=period)
    found = row.values(*counting.SUMMED, "as_of").first()
    if found is None:
        return NONE, None
    counted_at: dt.datetime = found.pop("as_of")
    return Counts(**found), counted_at


def at_once(unit: Unit, period: Period, *, at: dt.datetime) -> tuple[Counts, dt.datetime | None]:
    """Like `subtree`, but a CĐCS sees at once what the worker has not carried up yet: its own
    total is kept in the transaction that changes an initiative.
    """
    if unit.level.is_grassroots:
        waiting = OwnTotal.objects.filter(unit=unit, period=period, stale=True)
        if waiting.exists():
            days = counting.reference_days([period.pk], today=periods.local_day(at))
            found = counting.subtree_figures([unit], [period.pk], days=days)
            return Counts(**found[unit.pk, period.pk]), at
    return subtree(unit, period)


def valid_below(unit: Unit, period: Period) -> int:
    """Valid ones of the whole branch; one query."""
    return subtree(unit, period)[0].valid


def subtrees(units: Q, period: Period) -> dict[int, Counts]:
    """The figures of many branches by unit id; `units` filters by fields of the total's unit."""
    rows = SubtreeTotal.objects.filter(units, period=period)
    return {
        unit_id: Counts(**dict(zip(counting.SUMMED, figures, strict=True)))
        for unit_id, *figures in rows.values_list("unit_id", *counting.SUMMED)
    }


def with_at_least(
    unit: Unit, period_id: int, base: TargetBase, least: int, *, today: dt.date
) -> int:
    """How many CĐCS of the branch have so many initiatives, of those that make the denominator."""
    day = counting.reference_days([period_id], today=today)[period_id]
    below = Unit.objects.under(unit.path).grassroots().standing_on(day)
    enough = {f"{base.value}__gte": least}
    return SubtreeTotal.objects.filter(period_id=period_id, unit__in=below, **enough).count()


def summed(unit_ids: Iterable[int], totals: Mapping[int, Counts]) -> Counts:
    result = NONE
    for unit_id in unit_ids:
        result += totals.get(unit_id, NONE)
    return result


def size(unit: Unit, period: Period, *, today: dt.date) -> Size:
    """A unit above the CĐCS has a kept size, the others their own headcount."""
    kept = UnitSize.objects.filter(unit=unit, period=period).first()
    if kept is not None:
        return Size(grassroots=kept.grassroots, members=kept.members, workers=kept.workers)
    people = headcount_on(unit, rules.reference_day(period.closes_at, today=today))
    return Size(
        members=people.members if people else None, workers=people.workers if people else None
    )
