"""Figures in the tree of an earlier day: what is kept of today's branches, rearranged.

Own totals stay with the unit that earned them, so trees differ only by where units stand. A branch
of then has what is kept of it today, without what its changed units add to it now, with what they
added to it then. What is read grows with the units that changed, not with the branch; nothing is
kept beside the totals, so there is nothing that could be out of date.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.db.models import F, Q, QuerySet, Value

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
KEPT, BELOW, OWN = range(3)
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
    """Where a unit stands now and stood on the day, and whether it was a CĐCS that day."""

    now: str
    then: str
    is_grassroots: bool
    opened_on: dt.date
    closed_on: dt.date | None

    def covers(self, day: dt.date) -> bool:
        stood = self.opened_on <= day and (self.closed_on is None or day < self.closed_on)
        return self.is_grassroots and stood


@dataclass(frozen=True, kw_only=True, slots=True)
class _Change:
    """What a unit adds to those above it now, and what it added then."""

    stand: _Stand
    now: Sums
    then: Sums


def totals_on(places: Places, period: Period, day: dt.date) -> dict[int, Counts]:
    """By unit; the same number of queries for any number of units and any size of their branches."""
    if not places:
        return {}
    now = _paths_now(places)
    ranges = _ranges(places.values(), now.values())
    elsewhere = _elsewhere(ranges, day)
    moved = _read(elsewhere, "unit__")
    unmoved, parents = _unmoved(ranges, elsewhere, moved, period, day)
    stands = unmoved | moved
    # One statement: what is kept of the branches and of their units is of the same round.
    kept, below, own = _read_sums(period, elsewhere, {*places, *unmoved}, parents)
    covered = _covered(stands, own, day)
    changes = [
        _Change(
            stand=stand,
            now=_minus(kept[pk], below[pk]) if pk in below else kept.get(pk, NOTHING),
            then=own.get(pk, NO_FIGURES) + covered.get(stand.then, NOT_COVERED),
        )
        for pk, stand in stands.items()
    ]
    sums = _rearranged(kept, changes, then=places, now=now, nothing=NOTHING)
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
    elsewhere = _elsewhere(_ranges(places.values(), now.values()), day)
    moved = _read(elsewhere, "unit__")
    rows = Breakdown.objects.filter(period=period)
    kept = {pk: tuple(v) for pk, *v in rows.filter(unit__in=places).values_list("unit", *BECAME)}
    own = rows.filter(unit__in=elsewhere.values("unit")).values_list(
        "unit", *(f"own_{name}" for name in BECAME)
    )
    changes = [_Change(stand=moved[pk], now=tuple(v), then=tuple(v)) for pk, *v in own]
    sums = _rearranged(kept, changes, then=places, now=now, nothing=(0,) * len(BECAME))
    return {pk: Became(**dict(zip(BECAME, values, strict=True))) for pk, values in sums.items()}


def common(every: Collection[str]) -> str:
    """The path of whoever stands above all of them, of the one itself where it is alone."""
    first, last = paths.steps(min(every)), paths.steps(max(every))
    same = takewhile(lambda both: both[0] == both[1], zip(first, last, strict=False))
    return "".join(step for step, _step in same)


def _paths_now(places: Places) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=places).values_list("pk", "path"))


def _ranges(then: Collection[str], now: Collection[str]) -> list[str]:
    """Paths that hold all of these branches, of then and of now: few, and no larger than needed."""
    above = common(then)
    elsewhere = {path for path in now if not paths.contains(above, path)}
    if len(elsewhere) > MOST_RANGES:
        return [common([above, *elsewhere])]
    return [above, *sorted(elsewhere)]


def _within(ranges: Sequence[str], field: str) -> Q:
    """Never empty: an empty condition would vanish from an OR."""
    found = Q(pk__in=[])
    for path in ranges:
        found |= paths.subtree(path, field=field) or Q(pk__isnull=False)
    return found


def _elsewhere(ranges: Sequence[str], day: dt.date) -> QuerySet[Position]:
    """The other places on the day, of units that are or were in one of these branches. As a subquery it
    finds them faster than the list of their keys.
    """
    there = _within(ranges, "path") | _within(ranges, "unit__path")
    rows = Position.objects.on(day).filter(there)
    return rows.exclude(path=F("unit__path"), level=F("unit__level"))


def _unmoved(
    ranges: Sequence[str],
    elsewhere: QuerySet[Position],
    moved: Mapping[int, _Stand],
    period: Period,
    day: dt.date,
) -> tuple[dict[int, _Stand], set[int]]:
    """Who else may add something else now than it added on the day: whose total waits to be carried up,
    and the CĐCS, with everything below them, that those in question cover. Beside them the units, moved
    or not, that have somebody below.
    """
    waiting = OwnTotal.objects.filter(_within(ranges, "unit__path"), period=period, stale=True)
    others = {*waiting.values_list("unit__path", flat=True)}
    others |= {*_standing_otherwise(ranges, period, day)}
    every = others.union(*((stand.now, stand.then) for stand in moved.values()))
    steps = {int(step, 36) for path in every for step in paths.steps(path)}
    covering = Unit.objects.grassroots().filter(pk__in=steps - moved.keys())
    below = {*covering.values_list("pk", flat=True)}
    found = below | {int(path[-paths.STEP :], 36) for path in others}
    parents = found - below
    children = [*_children(elsewhere.values("unit")), *_children(below)]
    while children:
        parents |= {parent_id for _pk, parent_id in children}
        below = {pk for pk, _parent_id in children} - found - moved.keys()
        found |= below
        children = _children(below) if below else []
    return _read(Unit.objects.filter(pk__in=found - moved.keys()), ""), parents


def _children(parents: Any) -> list[tuple[int, int]]:
    return list(Unit.objects.filter(parent__in=parents).values_list("pk", "parent_id"))


def _standing_otherwise(ranges: Sequence[str], period: Period, day: dt.date) -> QuerySet[Unit, str]:
    """The paths of CĐCS that stood on the day but not on the one by which coverage is kept, or the other
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
    return (units if first != last else units.none()).values_list("path", flat=True)


def _read(rows: QuerySet[Any], unit: str) -> dict[int, _Stand]:
    """From units, or from places with the prefix of their unit."""
    columns = (
        f"{unit}path",
        "path",
        "level__is_grassroots",
        f"{unit}opened_on",
        f"{unit}closed_on",
    )
    return {pk: _Stand(*values) for pk, *values in rows.values_list(f"{unit}pk", *columns)}


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
    period: Period,
    elsewhere: QuerySet[Position],
    unit_ids: Collection[int],
    parents: Collection[int],
) -> list[dict[int, Sums]]:
    """What is kept of some branches, of all branches directly below some units together, and what is
    units' own.
    """
    total = SubtreeTotal.objects.filter(period=period).order_by()
    own = OwnTotal.objects.filter(period=period).order_by()
    own = own.annotate(covered_sent=Value(0), covered_valid=Value(0))
    moved = elsewhere.values("unit")
    arms = (
        total.filter(unit__in=moved).annotate(kind=Value(KEPT), of=F("unit")),
        total.filter(unit__in=unit_ids).annotate(kind=Value(KEPT), of=F("unit")),
        total.filter(unit__parent__in=parents).annotate(kind=Value(BELOW), of=F("unit__parent")),
        own.filter(unit__in=moved).annotate(kind=Value(OWN), of=F("unit")),
        own.filter(unit__in=unit_ids).annotate(kind=Value(OWN), of=F("unit")),
    )
    first, *more = (arm.values_list("kind", "of", *counting.SUMMED) for arm in arms)
    kept: dict[int, Sums] = {}
    below: dict[int, Sums] = {}
    of_itself: dict[int, Sums] = {}
    for kind, pk, *values in first.union(*more, all=True):
        if kind == BELOW:
            below[pk] = _plus(below[pk], values) if pk in below else tuple(values)
        elif kind == KEPT:
            kept[pk] = tuple(values)
        else:
            of_itself[pk] = tuple(values[: len(NO_FIGURES)])
    return [kept, below, of_itself]


def _plus(one: Sums, other: Sequence[int]) -> Sums:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _minus(one: Sums, other: Sums) -> Sums:
    return tuple(a - b for a, b in zip(one, other, strict=True))


def _rearranged(
    kept: Mapping[int, Sums],
    changes: Iterable[_Change],
    *,
    then: Places,
    now: Places,
    nothing: Sums,
) -> dict[int, Sums]:
    """The kept sums, without what was added by the tree of now, with what was added by that of then."""
    sums = {pk: kept.get(pk, nothing) for pk in then}
    by_then, by_now = ({path: pk for pk, path in places.items()} for places in (then, now))
    holding_now, holding_then = _Holders(by_now), _Holders(by_then)
    for change in changes:
        before, after = holding_now[change.stand.now], holding_then[change.stand.then]
        if change.now == change.then:  # stays with whoever holds it in both trees
            before, after = before - after, after - before
        for pk in before:
            sums[pk] = _minus(sums[pk], change.now)
        for pk in after:
            sums[pk] = _plus(sums[pk], change.then)
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
