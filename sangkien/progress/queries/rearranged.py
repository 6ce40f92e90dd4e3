"""Figures in the tree of an earlier day: what is kept of today's branches, rearranged.

Own totals stay with the unit that earned them, so trees differ only by where units stand. Cut where
a unit hangs below another superior than on the day, both trees fall into the same parts: a unit with
everything below it down to the next cut. A branch of then has what is kept of it today, without the
parts that it holds now, with those that it held then. What is read grows with the cuts, not with the
branch nor with the units that were moved along; a cut too many does no harm. Nothing is kept beside
the totals, so there is nothing that could be out of date.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Right

from sangkien.core import paths, periods
from sangkien.programmes.models import Period
from sangkien.progress import counting
from sangkien.progress.models import Breakdown, OwnTotal, SizeStamp, SubtreeTotal
from sangkien.progress.queries.figures import Counts
from sangkien.units.models import Position, Unit
from sangkien.units.queries import paths_on

Places = Mapping[int, str]  # the path of the day by unit
Sums = tuple[int, ...]

BECAME = ("in_use", "reused", "verified_vnd", "authors")
MOST_RANGES = 50
NO_FIGURES, NOT_COVERED = (0,) * len(counting.FIGURES), (0, 0)
NOTHING = NO_FIGURES + NOT_COVERED


@dataclass(frozen=True, kw_only=True)
class Became:
    """What became of the initiatives of a branch, as `Breakdown` keeps it of today's."""

    in_use: int = 0
    reused: int = 0
    verified_vnd: int = 0
    authors: int = 0


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where a unit stands now and stood on the day, and whether it was a CĐCS that day and is one."""

    now: str
    then: str
    is_grassroots: bool
    is_grassroots_now: bool
    opened_on: dt.date
    closed_on: dt.date | None

    def covers(self, day: dt.date) -> bool:
        stood = self.opened_on <= day and (self.closed_on is None or day < self.closed_on)
        return self.is_grassroots and stood

    @property
    def flips(self) -> bool:
        return self.is_grassroots != self.is_grassroots_now

    @property
    def above(self) -> set[int]:
        """Everybody who stands or stood above it."""
        return {pk for path in (self.now, self.then) for pk in _keys(paths.steps(path)[:-1])}


Stands = dict[int, _Stand]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """What a part adds to those above its first unit now, and what it added then."""

    stand: _Stand
    now: Sums
    then: Sums


def totals_on(places: Places, period: Period, day: dt.date) -> dict[int, Counts]:
    """By unit; the same number of queries for any number of units and any size of their branches."""
    if not places:
        return {}
    now = _paths_now(places)
    ranges = _ranges(places.values(), now.values())
    heads = _read(_heads(ranges, day), day)
    others = _read(_changed(ranges, period, day), day)
    alone, children = _alone(heads, others, day)
    stands = heads | others | _read((alone | children) - heads.keys() - others.keys(), day)
    # One statement: what is kept of the branches and of their units is of the same round.
    kept, own = _read_sums(period, {*places, *stands}, alone)
    covered = _covered({pk: stands[pk] for pk in alone}, own, day)
    parts = [
        _Part(
            stand=(stand := stands[pk]),
            now=now_adds,
            then=own.get(pk, NO_FIGURES) + covered.get(stand.then, NOT_COVERED)
            if pk in alone
            else now_adds,
        )
        for pk, now_adds in _cut(kept, stands, nothing=NOTHING).items()
    ]
    sums = _rearranged(kept, parts, then=places, now=now, nothing=NOTHING)
    return {
        pk: Counts(**dict(zip(counting.SUMMED, values, strict=True))) for pk, values in sums.items()
    }


def totals_of(
    unit_ids: Collection[int], period: Period, day: dt.date, *, known: Mapping[int, Counts]
) -> Mapping[int, Counts]:
    """The same by unit alone; what is `known` is not read again."""
    missing = set(unit_ids) - known.keys()
    return {**known, **totals_on(paths_on(missing, day), period, day)} if missing else known


def became_on(places: Places, period: Period, day: dt.date) -> dict[int, Became]:
    """The same of what is kept in `Breakdown`."""
    if not places:
        return {}
    now = _paths_now(places)
    heads = _read(_heads(_ranges(places.values(), now.values()), day), day)
    rows = Breakdown.objects.filter(period=period, unit__in={*places, *heads})
    kept = {pk: tuple(values) for pk, *values in rows.values_list("unit", *BECAME)}
    nothing = (0,) * len(BECAME)
    cut = _cut(kept, heads, nothing=nothing)
    parts = [_Part(stand=heads[pk], now=values, then=values) for pk, values in cut.items()]
    sums = _rearranged(kept, parts, then=places, now=now, nothing=nothing)
    return {pk: Became(**dict(zip(BECAME, values, strict=True))) for pk, values in sums.items()}


def common(every: Collection[str]) -> str:
    """The path of whoever stands above all of them, of the one itself where it is alone."""
    first, last = paths.steps(min(every)), paths.steps(max(every))
    same = takewhile(lambda both: both[0] == both[1], zip(first, last, strict=False))
    return "".join(step for step, _step in same)


def _keys(steps: Iterable[str]) -> Iterable[int]:
    return (int(step, 36) for step in steps)


def _paths_now(places: Places) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=places).values_list("pk", "path"))


def _ranges(then: Collection[str], now: Collection[str]) -> list[str]:
    """Paths that hold all of these branches, of then and of now: few, and no larger than needed."""
    above = common(then)
    ranges = [above]
    for path in sorted(now):
        if not any(paths.contains(one, path) for one in (above, ranges[-1])):
            ranges.append(path)
    return ranges if len(ranges) <= MOST_RANGES else [above, common(ranges[1:])]


def _within(ranges: Sequence[str], field: str) -> Q:
    """Never empty: an empty condition would vanish from an OR."""
    found = Q(pk__in=[])
    for path in ranges:
        found |= paths.subtree(path, field=field) or Q(pk__isnull=False)
    return found


def _heads(ranges: Sequence[str], day: dt.date) -> set[int]:
    """The first units of all parts: below another superior than on the day, or of another level; also
    who was opened below a unit that had moved, and so never stood where that one stood.
    """
    past = Position.objects.on(day)
    there = past.filter(_within(ranges, "path") | _within(ranges, "unit__path"))
    moved = there.exclude(path=F("unit__path"), level=F("unit__level"))
    superior = past.filter(unit=OuterRef("unit__parent")).values("path")
    beside = Concat(
        Coalesce(Subquery(superior), F("unit__parent__path")), Right("unit__path", paths.STEP)
    )
    cut = moved.exclude(parent=F("unit__parent"), level=F("unit__level"), path=beside)
    children = moved.annotate(child=F("unit__children")).filter(child__isnull=False)
    opened = children.exclude(
        Exists(past.filter(unit=OuterRef("child")).exclude(path=F("unit__path")))
    )
    return {*cut.values_list("unit", flat=True), *opened.values_list("child", flat=True)}


def _changed(ranges: Sequence[str], period: Period, day: dt.date) -> set[int]:
    """Who adds something else now than on the day though it did not move: whose total waits to be
    carried up, and the CĐCS that stood on one of both days only.
    """
    waiting = OwnTotal.objects.filter(_within(ranges, "unit__path"), period=period, stale=True)
    return {*waiting.values_list("unit", flat=True), *_standing_otherwise(ranges, period, day)}


def _alone(heads: Stands, others: Stands, day: dt.date) -> tuple[set[int], set[int]]:
    """Who is a part of one unit, its own counted anew: who changed, and the CĐCS above any cut or change,
    whose coverage may be another one, with everything below them. Beside them those directly below who
    changed: without these parts nothing but the own is left.
    """
    asked = others.keys() | {pk for pk, stand in heads.items() if stand.flips}
    asked = asked.union(*(stand.above for stand in (*heads.values(), *others.values())))
    was_one = Position.objects.on(day).filter(unit=OuterRef("pk"), level__is_grassroots=True)
    covering = Unit.objects.filter(Q(level__is_grassroots=True) | Exists(was_one), pk__in=asked)
    below = {*covering.values_list("pk", flat=True)}
    below |= {pk for pk, stand in heads.items() if not below.isdisjoint(stand.above)}
    alone: set[int] = set()
    while below:
        alone |= below
        below = _children(below) - alone
    return alone | others.keys(), _children(others.keys() - alone)


def _children(parents: Collection[int]) -> set[int]:
    if not parents:
        return set()
    return {*Unit.objects.filter(parent__in=parents).values_list("pk", flat=True)}


def _standing_otherwise(ranges: Sequence[str], period: Period, day: dt.date) -> QuerySet[Unit, int]:
    """The CĐCS that stood on the day but not on the one by which coverage is kept, or the other
    way round; where that one is not known, everybody who was opened or ended since.
    """
    stamps = SizeStamp.objects.filter(period=period).values_list("counted_on", flat=True)
    kept_on = stamps.first()
    first = min(day, kept_on or periods.last_day(period.closes_at))
    last = max(day, kept_on) if kept_on else None
    opened, closed = Q(opened_on__gt=first), Q(closed_on__gt=first)
    if last is not None:
        opened, closed = opened & Q(opened_on__lte=last), closed & Q(closed_on__lte=last)
    units = Unit.objects.grassroots().filter(_within(ranges, "path"), opened | closed)
    return (units if first != last else units.none()).values_list("pk", flat=True)


def _read(unit_ids: Collection[int], day: dt.date) -> Stands:
    """Two queries: those with another place on the day, and the others."""
    if not unit_ids:
        return {}
    columns = ("path", "level__is_grassroots")
    own = ("level__is_grassroots", "opened_on", "closed_on")
    past = Position.objects.on(day).filter(unit__in=unit_ids)
    moved = past.values_list("unit", "unit__path", *columns, *(f"unit__{name}" for name in own))
    stands = {pk: _Stand(*values) for pk, *values in moved}
    stayed = Unit.objects.filter(pk__in=set(unit_ids) - stands.keys())
    return stands | {
        pk: _Stand(path, *values)
        for pk, path, *values in stayed.values_list("pk", "path", *columns, *own)
    }


def _covered(
    stands: Mapping[int, _Stand], own: Mapping[int, Sums], day: dt.date
) -> dict[str, tuple[int, int]]:
    """By their path of the day the CĐCS with a sent, with a valid one of their own, of a section, or of
    somebody who had ended and hung below them.
    """
    found = {stand.then: (0, 0) for stand in stands.values() if stand.covers(day)}
    for pk, stand in stands.items():
        sent, valid, *_more = own.get(pk, NO_FIGURES)
        holders = [stand.then] if stand.then in found else paths.ancestors(stand.then)
        for holder in found.keys() & holders if sent else ():
            flags = found[holder]
            found[holder] = (1, max(flags[1], int(valid > 0)))
    return found


def _read_sums(
    period: Period, branches: Collection[int], alone: Collection[int]
) -> tuple[dict[int, Sums], dict[int, Sums]]:
    """What is kept of some branches, and what is units' own."""
    total = SubtreeTotal.objects.filter(period=period, unit__in=branches).order_by()
    own = OwnTotal.objects.filter(period=period, unit__in=alone).order_by()
    own = own.annotate(covered_sent=Value(0), covered_valid=Value(0))
    arms = (total.annotate(is_own=Value(False)), own.annotate(is_own=Value(True)))
    first, second = (arm.values_list("is_own", "unit", *counting.SUMMED) for arm in arms)
    kept: dict[int, Sums] = {}
    of_itself: dict[int, Sums] = {}
    for is_own, pk, *values in first.union(second, all=True):
        if is_own:
            of_itself[pk] = tuple(values[: len(NO_FIGURES)])
        else:
            kept[pk] = tuple(values)
    return kept, of_itself


def _cut(kept: Mapping[int, Sums], stands: Stands, *, nothing: Sums) -> dict[int, Sums]:
    """What each part adds now: its branch without the parts below it."""
    by_path = {stand.now: pk for pk, stand in stands.items()}
    sums = {pk: kept.get(pk, nothing) for pk in stands}
    for path, pk in by_path.items():
        above = [by_path[one] for one in paths.ancestors(path) if one in by_path]
        if above:
            sums[above[-1]] = _minus(sums[above[-1]], kept.get(pk, nothing))
    return sums


def _plus(one: Sums, other: Sequence[int]) -> Sums:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _minus(one: Sums, other: Sums) -> Sums:
    return tuple(a - b for a, b in zip(one, other, strict=True))


def _rearranged(
    kept: Mapping[int, Sums],
    parts: Iterable[_Part],
    *,
    then: Places,
    now: Places,
    nothing: Sums,
) -> dict[int, Sums]:
    """The kept sums, without what was added by the tree of now, with what was added by that of then."""
    sums = {pk: kept.get(pk, nothing) for pk in then}
    by_then, by_now = ({path: pk for pk, path in places.items()} for places in (then, now))
    holding_now, holding_then = _Holders(by_now), _Holders(by_then)
    for part in parts:
        before, after = holding_now[part.stand.now], holding_then[part.stand.then]
        if part.now == part.then:  # stays with whoever holds it in both trees
            before, after = before - after, after - before
        for pk in before:
            sums[pk] = _minus(sums[pk], part.now)
        for pk in after:
            sums[pk] = _plus(sums[pk], part.then)
    return sums


class _Holders(dict[str, frozenset[int]]):
    """Who of some units stands at or above a path."""

    def __init__(self, units: Mapping[str, int]) -> None:
        super().__init__({"": frozenset()})
        self.units = units

    def __missing__(self, path: str) -> frozenset[int]:
        above = self[path[: -paths.STEP]]
        self[path] = above | {self.units[path]} if path in self.units else above
        return self[path]
