"""The tree as it was on a day, and what was decided about units."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.units.enums import ActState
from sangkien.units.models import Position, Reorganisation, Unit

ACTS = 50


@dataclass(frozen=True, kw_only=True)
class TreePlace:
    """Where a unit stands in the tree of a day, and what it is called there."""

    unit_id: int
    parent_id: int | None
    path: str
    level_id: str
    name: str
    short_name: str

    @property
    def label(self) -> str:
        return self.short_name or self.name


def place_on(unit: Unit, day: dt.date) -> TreePlace:
    """The place of one unit on a day; today's when nothing was decided since."""
    row = Position.objects.filter(unit=unit).on(day).first()
    known: Position | Unit = row or unit
    return TreePlace(
        unit_id=unit.pk,
        parent_id=known.parent_id,
        path=known.path,
        level_id=known.level_id,
        name=known.name,
        short_name=known.short_name,
    )


def branch_on(path: str, day: dt.date) -> QuerySet[Unit]:
    """The units whose place on a day was at or below a path of that day; not sorted."""
    past = Position.objects.on(day)
    elsewhere = Exists(past.filter(unit=OuterRef("pk")))
    there = past.filter(paths.subtree(path, field="path")).values("unit_id")
    return Unit.objects.filter((paths.subtree(path) & ~Q(elsewhere)) | Q(pk__in=there))


def children_on(unit: Unit, day: dt.date) -> list[TreePlace]:
    """The places directly below a unit in the tree of a day, those of ended units included."""
    past = Position.objects.on(day)
    columns = ("parent_id", "path", "level_id", "name", "short_name")
    now = Unit.objects.filter(~Exists(past.filter(unit=OuterRef("pk"))), parent=unit)
    rows = [*now.values_list("pk", *columns)]
    rows += past.filter(parent=unit).values_list("unit_id", *columns)
    return [
        TreePlace(
            unit_id=pk,
            parent_id=parent_id,
            path=path,
            level_id=level_id,
            name=name,
            short_name=short_name,
        )
        for pk, parent_id, path, level_id, name, short_name in rows
    ]


def names_on(unit_ids: Iterable[int], day: dt.date) -> dict[int, TreePlace]:
    """The places of units that have another one today; one query."""
    rows = Position.objects.on(day).filter(unit_id__in=list(unit_ids))
    return {
        row.unit_id: TreePlace(
            unit_id=row.unit_id,
            parent_id=row.parent_id,
            path=row.path,
            level_id=row.level_id,
            name=row.name,
            short_name=row.short_name,
        )
        for row in rows
    }


def placed_on(path: str, day: dt.date) -> list[tuple[int, int | None, str, bool]]:
    """(unit, superior, path, is it a CĐCS) of everything standing in a branch of a day, the
    deepest first.
    """
    past = Position.objects.on(day)
    standing = Unit.objects.standing_on(day)
    columns = ("parent_id", "path", "level__is_grassroots")
    now = standing.filter(paths.subtree(path), ~Exists(past.filter(unit=OuterRef("pk"))))
    rows = list(now.values_list("pk", *columns))
    then = past.filter(paths.subtree(path), unit__in=standing.order_by())
    rows += then.values_list("unit_id", *columns)
    return sorted(rows, key=lambda row: row[2], reverse=True)


def last_change_on() -> dt.date | None:
    """The day from which the last act is in force: since then the tree is that of today."""
    done = Reorganisation.objects.filter(state=ActState.DONE)
    return done.aggregate(last=Max("effective_on"))["last"]


def positions_of(unit: Unit) -> list[Position]:
    """The earlier names and superiors of a unit, the newest first, with what ended each."""
    rows = Position.objects.filter(unit=unit).select_related("parent", "level", "act")
    return list(rows.order_by("-until"))


def acts_at(unit: Unit, *, before: int | None = None, limit: int = ACTS) -> list[Reorganisation]:
    """The acts in the branch of a unit, the newest first."""
    rows = Reorganisation.objects.filter(paths.subtree(unit.path, field="at_unit__path"))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.select_related("at_unit", "prepared_by").order_by("-pk")[:limit])


def get_act(pk: int, *, actor: Actor) -> Reorganisation:
    """An act at a unit that the actor oversees, or NotFound."""
    rows = Reorganisation.objects.visible_to(actor)
    act = rows.select_related("at_unit", "prepared_by", "undone_by").filter(pk=pk).first()
    if act is None:
        raise NotFound(_("Không tìm thấy quyết định này."))
    return act


def branches_of_act(pk: int) -> list[str]:
    """The paths that the branches moved by an act have now."""
    changes = Reorganisation.objects.values_list("changes", flat=True).get(pk=pk)
    moved = [row[0] for row in changes.get("moved", [])]
    return list(Unit.objects.filter(pk__in=moved).order_by("path").values_list("path", flat=True))


def units_of_act(pk: int) -> set[int]:
    """The units that an act renamed or ended (those that it opened have their own event)."""
    changes = Reorganisation.objects.values_list("changes", flat=True).get(pk=pk)
    return {*(row[0] for row in changes.get("renamed", [])), *changes.get("ended", [])}
