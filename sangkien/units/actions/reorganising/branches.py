"""The tree itself, changed in whole branches: set-based, however large they are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection

from sangkien.core import paths, text
from sangkien.units.consequences import Moved
from sangkien.units.models import Position, Reorganisation, Unit

STEPS_AT_ONCE = 500

# The place that the units of branches have had until now becomes a row of the past. Not for those
# that were opened later, nor for those whose place of now begins on that very day.
_REMEMBER = f"""
INSERT INTO {Position._meta.db_table}
       (unit_id, parent_id, level_id, name, short_name, path, since, until, act_id)
SELECT u.id, u.parent_id, u.level_id, u.name, u.short_name, u.path,
       (SELECT MAX(p.until) FROM {Position._meta.db_table} p WHERE p.unit_id = u.id),
       %s, %s
  FROM {Unit._meta.db_table} u
 WHERE u.opened_on < %s
   AND NOT EXISTS (SELECT 1 FROM {Position._meta.db_table} p
                    WHERE p.unit_id = u.id AND p.until >= %s)
   AND """  # noqa: S608 - made of constants

_REPATH = f"UPDATE {Unit._meta.db_table} SET path = %s || SUBSTR(path, %s) WHERE "  # noqa: S608
_ALONE = "u.id IN ({marks})"
# The branches of some units with the same superior: everything below it, by the step that follows.
_BRANCHES = "path >= %s AND path < %s AND SUBSTR(path, %s, {step}) IN ({marks})"


def remember(roots: Collection[Unit], *, day: dt.date, act: Reorganisation) -> None:
    """Keep today's places of whole branches; call it before they change."""
    by_parent: dict[str, list[Unit]] = defaultdict(list)
    for root in roots:
        by_parent[root.path[: -paths.STEP]].append(root)
    for parent_path, units in by_parent.items():
        for chunk in _chunks(units):
            where, values = _branches(parent_path, chunk)
            _insert(where, values, day=day, act=act)


def remember_alone(units: Collection[Unit], *, day: dt.date, act: Reorganisation) -> None:
    """The same for single units, not for what is below them."""
    for chunk in _chunks(list(units)):
        marks = ", ".join(["%s"] * len(chunk))
        ids = [unit.pk for unit in chunk]
        _insert(_ALONE.format(marks=marks), ids, day=day, act=act)


def _insert(where: str, values: list[Any], *, day: dt.date, act: Reorganisation) -> None:
    on = connection.ops.adapt_datefield_value(day)
    with connection.cursor() as cursor:
        cursor.execute(_REMEMBER + where, [on, act.pk, on, on, *values])


def _branches(parent_path: str, units: Sequence[Unit]) -> tuple[str, list[Any]]:
    steps = [unit.path[-paths.STEP :] for unit in units]
    where = _BRANCHES.format(step=paths.STEP, marks=", ".join(["%s"] * len(steps)))
    return where, [parent_path, paths.after(parent_path), len(parent_path) + 1, *steps]


def _chunks(units: Sequence[Unit]) -> Iterable[Sequence[Unit]]:
    for start in range(0, len(units), STEPS_AT_ONCE):
        yield units[start : start + STEPS_AT_ONCE]


def hang(unit_ids: Sequence[int], parent: Unit) -> list[Moved]:
    """Put branches that have one superior below another; both as the database has them now."""
    units = list(Unit.objects.filter(pk__in=unit_ids).order_by("path"))
    old_path = units[0].path[: -paths.STEP]
    for chunk in _chunks(units):
        where, values = _branches(old_path, chunk)
        with connection.cursor() as cursor:
            cursor.execute(_REPATH + where, [parent.path, len(old_path) + 1, *values])
    Unit.objects.filter(pk__in=unit_ids).update(parent=parent)
    return [
        Moved(
            unit_id=unit.pk,
            old_parent_id=unit.parent_id,
            new_parent_id=parent.pk,
            old_path=unit.path,
            new_path=paths.child(parent.path, unit.pk),
        )
        for unit in units
    ]


def call(unit: Unit, *, name: str, short_name: str, former_names: str) -> None:
    """Give a unit another name; the keys by which it is found and sorted follow."""
    Unit.objects.filter(pk=unit.pk).update(
        name=name,
        short_name=short_name,
        former_names=former_names,
        folded_name=text.fold(f"{name} {short_name} {former_names}")[:1500],
        name_sort=text.sort_key(name),
    )


def with_former(unit: Unit) -> str:
    """The former names of a unit that is about to get another one."""
    known = [name for name in unit.former_names.split("; ") if name]
    names = dict.fromkeys([unit.name, *known])
    return "; ".join(names)[:1000]
