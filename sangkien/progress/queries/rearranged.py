"""Figures in the tree of an earlier day: what is kept of today's branches, rearranged.

Own totals stay with the unit that earned them, so trees differ only by where units stand. Cut where
a unit hangs below another superior than on the day, both trees fall into the same parts: a unit with
everything below it down to the next cut. A branch of then has what is kept of it today, without the
parts that it holds now, with those that it held then. What is read grows with the cuts, not with the
branch nor with the units that were moved along; a cut too many does no harm. Nothing of this is kept;
what the worker keeps of periods that are over is read in `past`.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Right

from sangkien.core import paths, periods
from sangkien.programmes.models import Period
from sangkien.progress import counting
from sangkien.progress.enums import Division
from sangkien.progress.models import Breakdown, OwnTotal, SizeStamp, SubtreeTotal
from sangkien.progress.parts import Parts, empty, put
from sangkien.progress.queries.figures import Counts
from sangkien.units.models import Position, Unit

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
    """Where a unit stands now and stood on the day, and whether it is a CĐCS."""

    now: str
    then: str
    is_grassroots: bool
    opened_on: dt.date
    closed_on: dt.date | None

    def covers(self, day: dt.date) -> bool:
        stood = self.opened_on <= day and (self.closed_on is None or day < self.closed_on)
        return self.is_grassroots and stood

    @property
    def above(self) -> set[int]:
        """Everybody who stands or stood above it."""
        return {pk for path in (self.now, self.then) for pk in _keys(paths.steps(path)[:-1])}


Stands = dict[int, _Stand]


@dataclass(frozen=True, kw_only=True)
class Rearranged:
    """Some branches of a day, by their unit: the same number of queries for any number and any size."""

    places: Places
    day: dt.date

    @cached_property
    def _now(self) -> Places:
        return dict(Unit.objects.filter(pk__in=self.places).values_list("pk", "path"))

    @cached_property
    def _ranges(self) -> list[str]:
        return _ranges(self.places.values(), self._now.values())

    @cached_property
    def _heads(self) -> Stands:
        return _read(_heads(self._ranges, self.day), self.day)

    def totals(self, period: Period) -> dict[int, Counts]:
        if not self.places:
            return {}
        reach = _ranges(
            self.places.values(),
            [*self._now.values(), *(head.now for head in self._heads.values())],
        )
        others = _read(_changed(reach, period, self.day), self.day)
        alone, children = _alone(self._heads, others)
        known = self._heads | others
        stands = known | _read((alone | children) - known.keys(), self.day)
        # One statement: what is kept of the branches and of their units is of the same round.
        kept, own = _read_sums(period, {*self.places, *stands}, alone)
        covered = _covered({pk: stands[pk] for pk in alone}, own, self.day)
        then = {
            pk: own.get(pk, NO_FIGURES) + covered.get(stands[pk].then, NOT_COVERED) for pk in alone
        }
        sums = self._rearranged(kept, stands, then, nothing=NOTHING)
        return {pk: counts_of(one) for pk, one in sums.items()}

    def became(self, period: Period) -> dict[int, Became]:
        """What is kept in `Breakdown`."""
        if not self.places:
            return {}
        rows = Breakdown.objects.filter(period=period, unit__in={*self.places, *self._heads})
        kept = {pk: tuple(values) for pk, *values in rows.values_list("unit", *BECAME)}
        sums = self._rearranged(kept, self._heads, {}, nothing=(0,) * len(BECAME))
        return {pk: became_of(one) for pk, one in sums.items()}

    def parts(self, period: Period) -> dict[int, Parts]:
        """What their figures are made of."""
        if not self.places:
            return {}
        rows = Breakdown.objects.filter(period=period, unit__in={*self.places, *self._heads})
        found: dict[int, Parts] = dict(rows.values_list("unit", "parts"))
        keys = sorted({(name, key) for of in found.values() for name in of for key in of[name]})
        kept = {
            pk: tuple(n for name, key in keys for n in of.get(name, {}).get(key, (0, 0)))
            for pk, of in found.items()
        }
        sums = self._rearranged(kept, self._heads, {}, nothing=(0, 0) * len(keys))
        return {pk: _parts(keys, one) for pk, one in sums.items()}

    def _rearranged(
        self, kept: Mapping[int, Sums], stands: Stands, then: Mapping[int, Sums], *, nothing: Sums
    ) -> dict[int, Sums]:
        """The kept sums, without what the parts add in the tree of now, with what they added in that of
        then: the same, but for those that are counted anew.
        """
        sums = {pk: kept.get(pk, nothing) for pk in self.places}
        holding_now, holding_then = _Holders(self._now), _Holders(self.places)
        for pk, added in _cut(kept, stands, nothing=nothing).items():
            added_then = then.get(pk, added)
            before, after = holding_now[stands[pk].now], holding_then[stands[pk].then]
            if added == added_then:  # stays with whoever holds it in both trees
                before, after = before - after, after - before
            for holder in before:
                sums[holder] = _minus(sums[holder], added)
            for holder in after:
                sums[holder] = _plus(sums[holder], added_then)
        return sums


def counts_of(sums: Sequence[int]) -> Counts:
    """From the columns of `counting.SUMMED`."""
    return Counts(**dict(zip(counting.SUMMED, sums, strict=True)))


def became_of(sums: Sequence[int]) -> Became:
    """From the columns of `BECAME`."""
    return Became(**dict(zip(BECAME, sums, strict=True)))


def _parts(keys: Sequence[tuple[str, str]], sums: Sums) -> Parts:
    found = empty()
    for (name, key), sent, valid in zip(keys, sums[::2], sums[1::2], strict=True):
        if sent or valid:
            put(found, Division(name), key, sent=sent, valid=valid)
    return found


def common(every: Collection[str]) -> str:
    """The path of whoever stands above all of them, of the one itself where it is alone."""
    first, last = paths.steps(min(every)), paths.steps(max(every))
    same = takewhile(lambda both: both[0] == both[1], zip(first, last, strict=False))
    return "".join(step for step, _step in same)


def _keys(steps: Iterable[str]) -> Iterable[int]:
    return (int(step, 36) for step in steps)


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
    """The first units of all parts: who did not stand below today's superior on the day, also because
    it was opened there after that one had moved.
    """
    past = Position.objects.on(day)
    there = past.filter(_within(ranges, "path") | _within(ranges, "unit__path"))
    moved = there.exclude(path=F("unit__path"))
    superior = past.filter(unit=OuterRef("unit__parent")).values("path")
    below_it = Concat(
        Coalesce(Subquery(superior), F("unit__parent__path")), Right("unit__path", paths.STEP)
    )
    cut = moved.exclude(path=below_it)
    children = moved.annotate(child=F("unit__children")).filter(child__isnull=False)
    has_moved = past.filter(unit=OuterRef("child")).exclude(path=F("unit__path"))
    opened = children.exclude(Exists(has_moved))
    return {*cut.values_list("unit", flat=True), *opened.values_list("child", flat=True)}


def _changed(ranges: Sequence[str], period: Period, day: dt.date) -> set[int]:
    """Who adds something else now than on the day though it did not move: whose total waits to be
    carried up, and the CĐCS that stood on one of both days only.
    """
    waiting = OwnTotal.objects.filter(_within(ranges, "unit__path"), period=period, stale=True)
    return {*waiting.values_list("unit", flat=True), *_standing_otherwise(ranges, period, day)}


def _alone(heads: Stands, others: Stands) -> tuple[set[int], set[int]]:
    """Who is a part of one unit, its own counted anew: who changed, and the CĐCS above any cut or change,
    whose coverage may be another one, with everything below them. Beside them those directly below who
    changed: without these parts nothing but the own is left.
    """
    above = (stand.above for stand in (*heads.values(), *others.values()))
    covering = Unit.objects.grassroots().filter(pk__in=set(others).union(*above))
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
    about = ("level__is_grassroots", "opened_on", "closed_on")
    moved = Position.objects.on(day).filter(unit__in=unit_ids)
    of_unit = (f"unit__{name}" for name in about)
    stands = {
        pk: _Stand(*values)
        for pk, *values in moved.values_list("unit", "unit__path", "path", *of_unit)
    }
    stayed = Unit.objects.filter(pk__in=set(unit_ids) - stands.keys())
    return stands | {
        pk: _Stand(path, path, *values)
        for pk, path, *values in stayed.values_list("pk", "path", *about)
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


class _Holders(dict[str, frozenset[int]]):
    """Who of some units stands at or above a path."""

    def __init__(self, places: Places) -> None:
        super().__init__({"": frozenset()})
        self.units = {path: pk for pk, path in places.items()}

    def __missing__(self, path: str) -> frozenset[int]:
        above = self[path[: -paths.STEP]]
        self[path] = above | {self.units[path]} if path in self.units else above
        return self[path]
