"""Everything that the progress page of one unit says about the unit itself."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from sangkien.agreements.enums import Denominator, TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.models import Target
from sangkien.agreements.queries import for_unit
from sangkien.core import periods
from sangkien.programmes.enums import StepKind
from sangkien.programmes.models import Period, Programme
from sangkien.programmes.queries import steps_of
from sangkien.progress import rules
from sangkien.progress.queries import figures
from sangkien.progress.queries.figures import Counts, Size
from sangkien.progress.queries.goals import PREFERRED, Goal, Goals, goals
from sangkien.progress.queries.ranks import ClusterRank, Rank, cluster_ranks, sibling_rank
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class TargetLine:
    """One target of the unit; `standing` is None while its denominator is unknown.

    `aim` is what was written down: a number, percent of the CĐCS, or initiatives per 100 people;
    `size` is the denominator that it was turned into a number with.
    """

    kind: TargetKind
    base: TargetBase
    origin: TargetOrigin
    aim: Decimal
    standing: rules.Standing | None
    pace: int | None = None
    denominator: str = ""
    size: int | None = None
    is_summed: bool = False


@dataclass(frozen=True, kw_only=True)
class Rate:
    """Initiatives on one base per 100 members or workers."""

    base: TargetBase
    denominator: Denominator
    people: int
    per_hundred: Decimal


@dataclass(frozen=True, kw_only=True)
class Then:
    """The figures and the rank of a unit in the tree of an earlier day."""

    day: dt.date
    total: Counts
    rank: Rank | None


@dataclass(frozen=True, kw_only=True)
class UnitProgress:
    """The figures of a unit in a period: `own` of the unit itself, `total` of the branch."""

    programme: Programme
    period: Period
    unit: Unit
    at: dt.datetime
    as_of: dt.datetime
    reference_on: dt.date
    own: Counts
    total: Counts
    goal: Goal | None
    targets: tuple[TargetLine, ...]
    coverage: rules.Coverage | None
    rates: tuple[Rate, ...]
    rank: Rank | None
    cluster_ranks: tuple[ClusterRank, ...]

    @property
    def has_members(self) -> bool:
        return any(rate.denominator == Denominator.MEMBERS for rate in self.rates)

    @property
    def base(self) -> TargetBase:
        """The base on which the big number is shown: that of the goal."""
        return self.goal.base if self.goal else TargetBase.SENT

    @property
    def is_recognised(self) -> bool:
        """Whether a council recognises what is valid here, or did."""
        steps = steps_of(self.programme.ruleset_id)
        return bool(self.total.recognised) or any(s.kind == StepKind.RECOGNISE for s in steps)

    @property
    def value(self) -> int:
        return self.total.of(self.base)

    @property
    def pace(self) -> int | None:
        """How many there should be by now on the way to the goal."""
        return self.goal.pace(self.period, at=self.at) if self.goal else None


def unit_progress(
    programme: Programme,
    period: Period,
    unit: Unit,
    *,
    at: dt.datetime,
    then: Then | None = None,
) -> UnitProgress:
    """`unit` comes with its level. The same number of queries for every unit.

    `then` has the figures in the tree of an earlier day.
    """
    today = periods.local_day(at)
    folded = figures.folded_at()
    total, counted_at = (then.total, at) if then else figures.subtree(unit, period)
    size = figures.size(unit, period, today=today)
    unit_goals = goals(period, Q(unit=unit))
    goal = unit_goals.of(unit.pk)
    base = goal.base if goal else TargetBase.SENT
    reference_on = rules.reference_day(period.closes_at, today=today)
    # Sizes are kept for one day only: beside the figures of another tree they would mislead.
    has_size = then is None or then.day == reference_on
    return UnitProgress(
        programme=programme,
        period=period,
        unit=unit,
        at=at,
        as_of=figures.as_of(counted_at, folded=folded, at=at),
        reference_on=reference_on,
        own=figures.own(unit, period),
        total=total,
        goal=goal,
        targets=_target_lines(period, unit, unit_goals, total, size, at=at),
        coverage=_coverage(unit, total, size) if has_size else None,
        rates=_rates(total, size, base) if has_size else (),
        rank=then.rank if then else sibling_rank(unit, period, total),
        cluster_ranks=cluster_ranks(unit, period, total, year=reference_on.year),
    )


def _target_lines(
    period: Period, unit: Unit, unit_goals: Goals, total: Counts, size: Size, *, at: dt.datetime
) -> tuple[TargetLine, ...]:
    """Numbers first, the assigned one before that of the unit itself, then shares."""
    counts_of = [unit_goals.of_origin(unit.pk, origin) for origin in PREFERRED]
    numbers = [_number_line(found, period, total, at=at) for found in counts_of if found]
    shares = [
        _share_line(target, total, size)
        for target in for_unit(period, unit)
        if target.kind != TargetKind.COUNT
    ]
    return (*numbers, *shares)


def _number_line(goal: Goal, period: Period, total: Counts, *, at: dt.datetime) -> TargetLine:
    return TargetLine(
        kind=TargetKind.COUNT,
        base=goal.base,
        origin=goal.origin,
        aim=Decimal(goal.value),
        standing=goal.standing(total),
        pace=goal.pace(period, at=at),
        is_summed=goal.is_summed,
    )


def _share_line(target: Target, total: Counts, size: Size) -> TargetLine:
    kind, base = TargetKind(target.kind), TargetBase(target.base)
    whole, value = size.of(target.denominator), total.of(base)
    if kind == TargetKind.COVERAGE:
        whole, value = size.grassroots, total.covered(base)
    number = rules.needed(kind, target.value, size=whole)
    return TargetLine(
        kind=kind,
        base=base,
        origin=TargetOrigin(target.origin),
        aim=target.value,
        standing=rules.Standing(value=value, target=number) if number else None,
        denominator=target.denominator,
        size=whole,
    )


def _coverage(unit: Unit, total: Counts, size: Size) -> rules.Coverage | None:
    """Of units above the CĐCS, on the base "sent"; None until their size was measured."""
    if unit.level.is_grassroots or not size.grassroots:
        return None
    return rules.Coverage(covered=total.covered_sent, total=size.grassroots)


def _rates(total: Counts, size: Size, base: TargetBase) -> tuple[Rate, ...]:
    found = ((denominator, size.of(denominator)) for denominator in Denominator)
    return tuple(
        Rate(base=base, denominator=denominator, people=people, per_hundred=per_hundred)
        for denominator, people in found
        if people and (per_hundred := rules.per_hundred(total.of(base), people)) is not None
    )
