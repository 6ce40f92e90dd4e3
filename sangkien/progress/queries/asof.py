"""Figures in the tree of an earlier day, summed from the units' own totals.

Own totals stay with the unit that earned them, so every tree of every day sums to the same; what
is kept in `SubtreeTotal` is the tree of today. A unit that ended before the day counts where it
hung then, one that was opened later counts where it was opened.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from sangkien.core import paths, text
from sangkien.programmes.models import Period
from sangkien.progress import counting
from sangkien.progress.models import OwnTotal
from sangkien.progress.queries.figures import NONE, Counts
from sangkien.progress.queries.ranks import Rank
from sangkien.units.models import Level, Position, Unit
from sangkien.units.queries import TreePlace, children_on, names_on, place_on

OWN, UNIT = OwnTotal._meta.db_table, Unit._meta.db_table
POSITION, LEVEL = Position._meta.db_table, Level._meta.db_table


def placed(table: str, names: Sequence[str]) -> str:
    """Rows of the units themselves with the place of the day: today's, unless an earlier one reached
    beyond the day.
    """
    columns = ", ".join(f"o.{name}" for name in names)
    return f"""
SELECT u.path, u.level_id, u.opened_on, u.closed_on, {columns}
  FROM {UNIT} u JOIN {table} o ON o.unit_id = u.id AND o.period_id = %(period)s
 WHERE u.path >= %(path)s AND u.path < %(after)s
   AND NOT EXISTS (SELECT 1 FROM {POSITION} p WHERE p.unit_id = u.id AND p.until > %(day)s
                      AND (p.since IS NULL OR p.since <= %(day)s))
 UNION ALL
SELECT p.path, p.level_id, u.opened_on, u.closed_on, {columns}
  FROM {POSITION} p
  JOIN {UNIT} u ON u.id = p.unit_id
  JOIN {table} o ON o.unit_id = p.unit_id AND o.period_id = %(period)s
 WHERE p.path >= %(path)s AND p.path < %(after)s AND p.until > %(day)s
   AND (p.since IS NULL OR p.since <= %(day)s)
"""  # noqa: S608 - made of constants


_PLACED = placed(OWN, counting.FIGURES)
_SUMS = ", ".join(f"SUM({name})" for name in counting.FIGURES)
_BY_CHILD = f"""
SELECT SUBSTR(path, %(from)s, {paths.STEP}), {_SUMS} FROM ({_PLACED}) AS placed GROUP BY 1
"""  # noqa: S608 - made of constants

# CĐCS that stood on the day, and whatever is below one: a section covers its CĐCS.
_COVERING = f"""
SELECT placed.path, l.is_grassroots, placed.sent > 0, placed.valid > 0,
       placed.opened_on <= %(day)s AND (placed.closed_on IS NULL OR placed.closed_on > %(day)s)
  FROM ({_PLACED}) AS placed JOIN {LEVEL} l ON l.key = placed.level_id
 WHERE placed.sent > 0
   AND l.tier >= (SELECT MIN(tier) FROM {LEVEL} WHERE is_grassroots)
"""  # noqa: S608 - made of constants


@dataclass(frozen=True, kw_only=True)
class Branches:
    """The figures of a unit in the tree of a day, and of each branch directly below it."""

    place: TreePlace
    total: Counts
    by_child: dict[int, Counts] = field(default_factory=dict)


def branches(unit: Unit, period: Period, day: dt.date) -> Branches:
    """Four queries, however many units there are."""
    place = place_on(unit, day)
    found = _by_child(place.path, period, day)
    for pk, (sent, valid) in _covered(place.path, period, day).items():
        found[pk] = found.get(pk, NONE) + Counts(covered_sent=sent, covered_valid=valid)
    total = sum(found.values(), NONE)
    found.pop(0, None)  # the unit itself
    return Branches(place=place, total=total, by_child=found)


def _by_child(path: str, period: Period, day: dt.date) -> dict[int, Counts]:
    """Per branch (0 is the unit itself), without coverage; one statement."""
    return {
        int(step, 36) if step else 0: Counts(
            **dict(zip(counting.FIGURES, map(int, figures), strict=True))
        )
        for step, *figures in rows_of(_BY_CHILD, path, period, day)
    }


def rows_of(
    sql: str, path: str, period: Period, day: dt.date, **more: Any
) -> list[tuple[Any, ...]]:
    """A statement over `placed` in the branch of a path of the day."""
    values: dict[str, Any] = {
        "path": path,
        "after": paths.after(path),
        "period": period.pk,
        "day": connection.ops.adapt_datefield_value(day),
        "from": len(path) + 1,
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _covered(path: str, period: Period, day: dt.date) -> dict[int, tuple[int, int]]:
    """CĐCS with a sent, with a confirmed initiative, per branch (0 is the unit itself)."""
    counted: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for place, flags in covering(path, period, day).items():
        if not paths.contains(path, place):
            continue  # the CĐCS that a section belongs to is not below the section
        step = place[len(path) : len(path) + paths.STEP]
        for index, flag in enumerate(flags):
            counted[int(step, 36) if step else 0][index] += int(flag)
    return {pk: (both[0], both[1]) for pk, both in counted.items()}


def covering(path: str, period: Period, day: dt.date) -> dict[str, tuple[bool, bool]]:
    """By the path of the day the CĐCS of a branch with a sent, with a confirmed initiative."""
    rows = rows_of(_COVERING, path, period, day)
    own = {row[0]: (bool(row[2]), bool(row[3])) for row in rows if row[1] and row[4]}
    # Sections, and CĐCS that ended: what these did covers the one that took over from them.
    below = [(row[0], bool(row[2]), bool(row[3])) for row in rows if not (row[1] and row[4])]
    above_them = _grassroots((up for row in below for up in paths.ancestors(row[0])), day)
    for place, sent, valid in below:
        for above in above_them.intersection(paths.ancestors(place)):
            known = own.get(above, (False, False))
            own[above] = (known[0] or sent, known[1] or valid)
    return own


def _grassroots(above: Iterable[str], day: dt.date) -> set[str]:
    """Which of these paths end at a CĐCS that stood: the last step is its number."""
    by_pk = {path: int(path[-paths.STEP :], 36) for path in above}
    found = set(
        Unit.objects.grassroots()
        .standing_on(day)
        .filter(pk__in=set(by_pk.values()))
        .values_list("pk", flat=True)
    )
    return {path for path, pk in by_pk.items() if pk in found}


def standing_children(
    unit: Unit, day: dt.date, *, first: dt.date, last: dt.date
) -> dict[int, TreePlace]:
    """The places below a unit of those that stood at any time of a span and by the day."""
    places = {place.unit_id: place for place in children_on(unit, day)}
    return {pk: places[pk] for pk in standing(places, day, first=first, last=last)}


def standing(unit_ids: Iterable[int], day: dt.date, *, first: dt.date, last: dt.date) -> list[int]:
    """Those of some units that stood at any time of a span and by the day."""
    units = Unit.objects.filter(pk__in=list(unit_ids), opened_on__lte=day)
    return list(units.standing_between(first, min(last, day)).values_list("pk", flat=True))


def sort_keys(places: dict[int, TreePlace]) -> dict[int, str]:
    return {pk: text.sort_key(place.name) for pk, place in places.items()}


def sibling_rank(
    unit: Unit, period: Period, day: dt.date, *, first: dt.date, last: dt.date
) -> Rank | None:
    """Among the units below the superior of that day; who runs the period has none beside it."""
    parent = superior_on(unit, day)
    if unit.pk == period.unit_id or parent is None:
        return None
    beside = standing_children(parent, day, first=first, last=last)
    figures = _by_child(place_on(parent, day).path, period, day)
    own = figures.get(unit.pk, NONE)
    if not own.sent:
        return None
    merits = [(c.valid, c.sent) for pk in beside if (c := figures.get(pk, NONE)).sent]
    merit = (own.valid, own.sent)
    return Rank(
        number=sum(other > merit for other in merits) + 1,
        of=len(beside),
        is_tied=merits.count(merit) > 1,
        among=parent.label,
    )


def superior_on(unit: Unit, day: dt.date) -> Unit | None:
    """The superior of a day, as it was called then."""
    parent_id = place_on(unit, day).parent_id
    if parent_id is None:
        return None
    parent = Unit.objects.get(pk=parent_id)
    return renamed([parent], day)[0]


def renamed(units: Sequence[Unit], day: dt.date) -> list[Unit]:
    """With the names of a day; the instances are the page's own. One query."""
    places = names_on([unit.pk for unit in units], day)
    for unit in units:
        if unit.pk in places:
            unit.name, unit.short_name = places[unit.pk].name, places[unit.pk].short_name
    return list(units)
