"""The tree itself, changed in whole branches: set-based, however large they are."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db import connection

from sangkien.core import paths, text
from sangkien.units.consequences import Moved
from sangkien.units.models import Position, Reorganisation, Unit

# The place that the units of a branch have had until now becomes a row of the past. Not for those
# that were opened later, nor for those whose place of now begins on that very day.
_REMEMBER = f"""
INSERT INTO {Position._meta.db_table}
       (unit_id, parent_id, level_id, name, short_name, path, since, until, act_id)
SELECT u.id, u.parent_id, u.level_id, u.name, u.short_name, u.path,
       (SELECT MAX(p.until) FROM {Position._meta.db_table} p WHERE p.unit_id = u.id),
       %(day)s, %(act)s
  FROM {Unit._meta.db_table} u
 WHERE u.path >= %(path)s AND u.path < %(after)s AND u.opened_on < %(day)s
   AND NOT EXISTS (SELECT 1 FROM {Position._meta.db_table} p
                    WHERE p.unit_id = u.id AND p.until >= %(day)s)
"""  # noqa: S608 - made of constants

_REPATH = f"""
UPDATE {Unit._meta.db_table}
   SET path = %(new)s || SUBSTR(path, %(rest)s)
 WHERE path >= %(path)s AND path < %(after)s
"""  # noqa: S608 - made of constants


def remember(branch_paths: Iterable[str], *, day: dt.date, act: Reorganisation) -> None:
    """Keep today's places of whole branches; call it before they change."""
    with connection.cursor() as cursor:
        for path in branch_paths:
            cursor.execute(_REMEMBER, _bound(path, day, act))


def remember_units(units: Collection[Unit], *, day: dt.date, act: Reorganisation) -> None:
    """The same for single units, not for what is below them."""
    with connection.cursor() as cursor:
        for unit in units:
            cursor.execute(_REMEMBER, {**_bound(unit.path, day, act), "after": unit.path + "0"})


def _bound(path: str, day: dt.date, act: Reorganisation) -> dict[str, object]:
    since = connection.ops.adapt_datefield_value(day)
    return {"path": path, "after": paths.after(path), "day": since, "act": act.pk}


def hang(unit: Unit, parent: Unit) -> Moved:
    """Put a branch below another unit. `parent` is as the database has it now."""
    old_path, old_parent_id = unit.path, unit.parent_id
    new_path = paths.child(parent.path, unit.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            _REPATH,
            {
                "new": new_path,
                "rest": len(old_path) + 1,
                "path": old_path,
                "after": paths.after(old_path),
            },
        )
    Unit.objects.filter(pk=unit.pk).update(parent=parent)
    unit.parent, unit.path = parent, new_path
    return Moved(
        unit_id=unit.pk,
        old_parent_id=old_parent_id,
        new_parent_id=parent.pk,
        old_path=old_path,
        new_path=new_path,
    )


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
