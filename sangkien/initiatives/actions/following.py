"""Initiatives keep the path of their unit, and drafts go on at the successor."""

from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.models import Subquery

from sangkien.core import paths
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.units.models import Unit

# One branch after the other, found by its units: the initiatives of a unit stand in one index.
_REPATH = f"""
UPDATE {Initiative._meta.db_table}
   SET unit_path = (SELECT u.path FROM {Unit._meta.db_table} u WHERE u.id = unit_id)
 WHERE unit_id IN (SELECT u.id FROM {Unit._meta.db_table} u
                    WHERE u.path >= %s AND u.path < %s)
   AND unit_path <> (SELECT u.path FROM {Unit._meta.db_table} u WHERE u.id = unit_id)
"""  # noqa: S608 - made of constants


def repath(branch_paths: Iterable[str]) -> int:
    """Initiatives of these branches carry the paths that their units have now."""
    done = 0
    with connection.cursor() as cursor:
        for path in branch_paths:
            cursor.execute(_REPATH, [path, paths.after(path)])
            done += max(cursor.rowcount, 0)
    return done


def pass_drafts(unit_id: int, *, from_id: int, to_id: int) -> int:
    """Drafts that one officer began to enter for members of a unit go on with another one."""
    path = Unit.objects.values_list("path", flat=True).get(pk=unit_id)
    drafts = Initiative.objects.filter(paths.subtree(path, field="unit_path"), state=State.DRAFT)
    return drafts.filter(entered_by_id=from_id).exclude(author_id=from_id).update(entered_by=to_id)


def hand_over_drafts(heirs: Mapping[int, int | None]) -> list[list[int]]:
    """Drafts of ended units go on at the successor; (initiative, unit before) of each."""
    moved: list[list[int]] = []
    for unit_id, heir in heirs.items():
        if heir is None:
            continue
        drafts = Initiative.objects.filter(unit_id=unit_id, state=State.DRAFT)
        moved += [[pk, unit_id] for pk in drafts.order_by("pk").values_list("pk", flat=True)]
        drafts.update(unit_id=heir, unit_path=_path_of(heir))
    return moved


def return_drafts(moved: Iterable[list[int]]) -> None:
    """Those that are still drafts stand at their former unit again."""
    for pk, unit_id in moved:
        still = Initiative.objects.filter(pk=pk, state=State.DRAFT)
        still.update(unit_id=unit_id, unit_path=_path_of(unit_id))


def _path_of(unit_id: int) -> Subquery:
    return Subquery(Unit.objects.filter(pk=unit_id).values("path")[:1])
