"""Initiatives keep the path of their unit, wait for those above it, and drafts go on at the
successor.
"""

from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.models import F, QuerySet, Subquery

from sangkien.core import paths
from sangkien.initiatives import places
from sangkien.initiatives.actions import passing
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative, Overdue, PassingUp
from sangkien.initiatives.rules import EDITABLE
from sangkien.initiatives.waiting import lineage_of
from sangkien.programmes.enums import StepKind
from sangkien.programmes.queries import steps_of
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
    """Initiatives of these branches carry the paths that their units have now, and wait for the
    units that are above them now.
    """
    done = 0
    with connection.cursor() as cursor:
        for path in branch_paths:
            cursor.execute(_REPATH, [path, paths.after(path)])
            done += max(cursor.rowcount, 0)
            _wait_there(path)
    return done


def pass_drafts(unit_id: int, *, from_id: int, to_id: int) -> int:
    """What one officer began to enter for members of a unit goes on with another one: drafts, and
    what came back and was not sent again.
    """
    path = Unit.objects.values_list("path", flat=True).get(pk=unit_id)
    here = paths.subtree(path, field="unit_path")
    drafts = Initiative.objects.filter(here, state__in=EDITABLE)
    return drafts.filter(entered_by_id=from_id).exclude(author_id=from_id).update(entered_by=to_id)


def _wait_there(path: str) -> None:
    """A first step waits at the unit itself, a later one at whoever decides it by now. The clocks
    go on; that a step sleeps is noticed anew by the unit that is above it now.
    """
    waiting = Initiative.objects.waiting().filter(paths.subtree(path, field="unit_path"))
    own = waiting.filter(waits_for=StepKind.CONFIRM).exclude(waits_path=F("unit_path"))
    own.update(waits_path=F("unit_path"))
    later = waiting.exclude(waits_for=StepKind.CONFIRM)
    kinds = later.order_by().values_list("unit_path", "ruleset_id", "step").distinct()
    for unit_path, ruleset_id, number in list(kinds):
        alike = later.filter(unit_path=unit_path, ruleset_id=ruleset_id, step=number)
        step = places.step_of(steps_of(ruleset_id), number)
        decider = places.decider(step, lineage_of(unit_path)) if step else ""
        if decider:
            alike.exclude(waits_path=decider).update(waits_path=decider)
        else:
            _pass_by(alike)
    _stay_passed_up(waiting)
    Overdue.objects.filter(initiative__in=waiting, is_open=True).update(is_open=False)


def _stay_passed_up(waiting: QuerySet[Initiative]) -> None:
    """What was passed up waits for the same unit, wherever that stands now, as long as it is above."""
    standing = PassingUp.objects.filter(
        initiative__in=waiting, passed_at=F("initiative__waits_since")
    )
    for row in standing.select_related("initiative", "to_unit"):
        path = row.to_unit.path
        if path in paths.ancestors(row.initiative.unit_path):
            Initiative.objects.filter(pk=row.initiative_id).update(waits_path=path)


def _pass_by(rows: QuerySet[Initiative]) -> None:
    """Nobody above decides their step any more: they wait at the next one, since when they did."""
    for initiative in rows:
        since = initiative.waits_since
        if since is not None:
            place = passing.place_after(initiative, initiative.step, at=since)
            Initiative.objects.filter(pk=initiative.pk).update(**place.values())


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
