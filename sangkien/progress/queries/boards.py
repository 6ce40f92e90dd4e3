"""Everything that the progress page of one unit says about the unit itself."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from django.db.models import Q

from sangkien.agreements.achieving import Achieved
from sangkien.agreements.enums import Denominator, TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.models import Target, TargetResult
from sangkien.agreements.queries import current_results, for_unit, standing_of
from sangkien.core import periods
from sangkien.programmes.enums import StepKind
from sangkien.programmes.models import Period, Programme
from sangkien.programmes.plans import closing_of
from sangkien.programmes.queries import steps_of
from sangkien.progress import rules
from sangkien.progress.queries import figures
from sangkien.progress.queries.figures import Counts, Size
from sangkien.progress.queries.goals import Goal, Goals, goals
from sangkien.progress.queries.ranks import ClusterRank, Rank, cluster_ranks, sibling_rank
from sangkien.progress.queries.seen import seen_of
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
    each: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class ReportedLine:
    """A target of which the unit itself says how far it is, in a `result`, or that is counted from
    something else than initiatives, as of a moment. `achieved` is None before anything is known.
    """

    target: Target
    result: TargetResult | None
    achieved: Achieved | None
    as_of: dt.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Rate:
    """Initiatives on one base per 100 members or workers."""

    base: TargetBase
    denominator: Denominator
    people: int
    per_hundred: Decimal


@dataclass(frozen=True, kw_only=True)
class Then:
    """The figures and the ranks of a unit in the tree of an earlier day."""

    day: dt.date
    total: Counts
    rank: Rank | None
    cluster_ranks: tuple[ClusterRank, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UnitProgress:
    """The figures of a unit in a period: `own` of the unit itself, `total` of the branch. For the unit
    the period closes at `closes_at`, which its plans may set earlier.
    """

    programme: Programme
    period: Period
    unit: Unit
    at: dt.datetime
    as_of: dt.datetime
    closes_at: dt.datetime
    reference_on: dt.date
    own: Counts
    total: Counts
    goal: Goal | None
    targets: tuple[TargetLine, ...]
    reported: tuple[ReportedLine, ...]
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
        if self.goal is None:
            return None
        return self.goal.pace(self.period, at=self.at, closes_at=self.closes_at)


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
    today, folded = periods.local_day(at), figures.folded_at()
    total, counted_at = (then.total, at) if then else figures.at_once(unit, period, at=at)
    size = figures.size(unit, period, today=today)
    reference_on = rules.reference_day(period.closes_at, today=today)
    unit_goals = goals(period, Q(unit=unit))
    goal, year = unit_goals.of(unit.pk), reference_on.year
    held, closes_at = for_unit(period, unit), closing_of(period, unit.path)
    # Sizes are kept for one day only: beside the figures of another tree they would mislead.
    has_size = then is None or then.day == reference_on
    shares = _share_lines(held, unit, total, size if has_size else figures.Size(), today=today)
    return UnitProgress(
        programme=programme,
        period=period,
        unit=unit,
        at=at,
        as_of=figures.as_of(counted_at, folded=folded, at=at),
        closes_at=closes_at,
        reference_on=reference_on,
        own=figures.own(unit, period),
        total=total,
        goal=goal,
        targets=(*_number_lines(period, unit_goals, total, closes_at=closes_at, at=at), *shares),
        reported=tuple(_reported_lines(held, at=at)),
        coverage=_coverage(unit, total, size) if has_size else None,
        rates=_rates(total, size, goal.base if goal else TargetBase.SENT) if has_size else (),
        rank=then.rank if then else sibling_rank(unit, period, total),
        cluster_ranks=then.cluster_ranks if then else cluster_ranks(unit, period, total, year=year),
    )


def _number_lines(
    period: Period, found: Goals, total: Counts, *, closes_at: dt.datetime, at: dt.datetime
) -> Iterator[TargetLine]:
    """The assigned one before that of the unit itself; `found` are the goals of this unit."""
    for holder in found.by_holder:
        for goal in found.holding(holder):
            pace = goal.pace(period, at=at, closes_at=closes_at)
            yield _number_line(goal, total, pace)


def _share_lines(
    held: Sequence[Target], unit: Unit, total: Counts, size: Size, *, today: dt.date
) -> Iterator[TargetLine]:
    counted = (target for target in held if target.base and not target.is_reported)
    return (
        _share_line(target, unit, total, size, today=today)
        for target in counted
        if target.kind != TargetKind.COUNT
    )


def _reported_lines(held: Sequence[Target], *, at: dt.datetime) -> Iterator[ReportedLine]:
    """What the unit reports, and good practices; no query where there is no such target."""
    results = current_results([target for target in held if target.is_reported])
    seen = seen_of([target for target in held if target.practices], at=at)
    for target in held:
        if target.is_reported:
            result = results.get(target.pk)
            yield ReportedLine(target=target, result=result, achieved=standing_of(target, result))
        elif target.practices:
            known = seen.get(target.pk)
            yield ReportedLine(
                target=target,
                result=None,
                achieved=known.achieved if known else None,
                as_of=known.as_of if known else None,
            )


def _number_line(goal: Goal, total: Counts, pace: int | None) -> TargetLine:
    return TargetLine(
        kind=TargetKind.COUNT,
        base=goal.base,
        origin=goal.origin,
        aim=Decimal(goal.value),
        standing=goal.standing(total),
        pace=pace,
        is_summed=goal.is_summed,
    )


def _share_line(
    target: Target, unit: Unit, total: Counts, size: Size, *, today: dt.date
) -> TargetLine:
    kind, base = TargetKind(target.kind), TargetBase(target.base)
    whole, value = size.of(target.denominator), total.of(base)
    if kind in {TargetKind.COVERAGE, TargetKind.EACH}:
        whole, value = size.grassroots, _covered(target, unit, total, today=today)
    number = rules.needed(kind, target.value, size=whole)
    return TargetLine(
        kind=kind,
        base=base,
        origin=TargetOrigin(target.origin),
        aim=target.value,
        standing=rules.Standing(value=value, target=number) if number else None,
        denominator=target.denominator,
        size=whole,
        each=target.each,
    )


def _covered(target: Target, unit: Unit, total: Counts, *, today: dt.date) -> int:
    """CĐCS with as many as the target asks of each: one is kept with the totals, more is counted."""
    base, each = TargetBase(target.base), target.each or Decimal(1)
    if each <= 1 and base != TargetBase.RECOGNISED:
        return total.covered(base)
    return figures.with_at_least(unit, target.period_id or 0, base, ceil(each), today=today)


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
