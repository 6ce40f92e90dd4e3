"""The tree as it was on a day, and what was decided about units."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import paths, text
from sangkien.core.errors import NotFound
from sangkien.files.models import StoredFile
from sangkien.units import letterheads
from sangkien.units.enums import ActState
from sangkien.units.models import Level, Position, Reorganisation, Succession, Unit

ACTS = 50
LISTED = 100
MOST_CODES = 500
MOST_REASON = 2_000
PAPER = "act-document"  # the purpose of files that are deciding documents


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


@dataclass(frozen=True, kw_only=True)
class Names:
    """What a unit was called, and its superior, "" where there was none; `place` is what its name says."""

    unit: str
    superior: str

    @property
    def place(self) -> str:
        return letterheads.place(self.unit)


def names_then(unit: Unit, day: dt.date) -> Names:
    """For the head of a paper of that day; of an ended unit those of its last day."""
    if unit.closed_on is not None:
        day = min(day, unit.closed_on - dt.timedelta(days=1))
    place = place_on(unit, day)
    if place.parent_id is None:
        return Names(unit=place.name, superior="")
    above = place_on(Unit.objects.get(pk=place.parent_id), day)
    return Names(unit=place.name, superior=above.name)


def name_then(unit: Unit, day: dt.date) -> str:
    """What it was called on a day, for the words of a paper; one query."""
    return place_on(unit, day).name


def last_parent(unit: Unit) -> Unit | None:
    """The superior; of an ended unit the one it had, not the successor below which it hangs."""
    if unit.closed_on is None:
        return unit.parent
    parent_id = place_on(unit, unit.closed_on - dt.timedelta(days=1)).parent_id
    return Unit.objects.get(pk=parent_id) if parent_id is not None else None


def branch_on(path: str, day: dt.date) -> QuerySet[Unit]:
    """The units whose place on a day was at or below a path of that day; not sorted."""
    past = Position.objects.on(day)
    elsewhere = Exists(past.filter(unit=OuterRef("pk")))
    there = past.filter(paths.subtree(path, field="path")).values("unit_id")
    return Unit.objects.filter((paths.subtree(path) & ~Q(elsewhere)) | Q(pk__in=there))


def children_on(unit: Unit, day: dt.date) -> list[TreePlace]:
    """The places directly below a unit in the tree of a day, those of ended units included."""
    return _places(Q(parent=unit), day)


def level_on(path: str, level_id: str, day: dt.date) -> list[TreePlace]:
    """The places of one level in a branch of the tree of a day, those of ended units included."""
    return _places(paths.subtree(path) & Q(level=level_id), day)


def _places(where: Q, day: dt.date) -> list[TreePlace]:
    """`where` is about columns that units and their places have alike; two queries."""
    past = Position.objects.on(day)
    columns = ("parent_id", "path", "level_id", "name", "short_name")
    now = Unit.objects.filter(where, ~Exists(past.filter(unit=OuterRef("pk"))))
    rows = [*now.values_list("pk", *columns)]
    rows += past.filter(where).values_list("unit_id", *columns)
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


def paths_on(unit_ids: Iterable[int], day: dt.date) -> dict[int, str]:
    """Where some units stood in the tree of a day; two queries."""
    ids = list(unit_ids)
    found = dict(Unit.objects.filter(pk__in=ids).values_list("pk", "path"))
    return found | {pk: place.path for pk, place in names_on(ids, day).items()}


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
    last: dt.date | None = done.aggregate(last=Max("effective_on"))["last"]
    return last


def positions_of(unit: Unit) -> list[Position]:
    """The earlier names and superiors of a unit, the newest first, with what ended each."""
    rows = Position.objects.filter(unit=unit).select_related("parent", "level", "act")
    return list(rows.order_by("-until"))


def acts_at(unit: Unit, *, before: int | None = None, limit: int = ACTS) -> list[Reorganisation]:
    """The acts in the branch of a unit and those about the unit itself, the newest first."""
    mine = Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit)).values("act_id")
    places = Position.objects.filter(unit=unit).values("act_id")
    rows = Reorganisation.objects.filter(
        paths.subtree(unit.path, field="at_unit__path")
        | Q(pk__in=mine.filter(act__isnull=False))
        | Q(pk__in=places)
    )
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.select_related("at_unit", "prepared_by").order_by("-pk")[:limit])


def get_act(pk: int, *, actor: Actor) -> Reorganisation:
    """An act at a unit that the actor oversees, or NotFound."""
    rows = Reorganisation.objects.visible_to(actor)
    act = rows.select_related("at_unit", "prepared_by", "undone_by", "file").filter(pk=pk).first()
    if act is None:
        raise NotFound(_("Không tìm thấy quyết định này."))
    return act


def kept_paper(pk: int, *, user_id: int | None) -> StoredFile | None:
    """A document that somebody sent for a decision."""
    if user_id is None:
        return None
    return StoredFile.objects.filter(pk=pk, purpose=PAPER, uploaded_by_id=user_id).first()


def branches_of_act(pk: int) -> list[str]:
    """The paths that the branches moved by an act have now."""
    changes = Reorganisation.objects.values_list("changes", flat=True).get(pk=pk)
    moved = [row[0] for row in changes.get("moved", [])]
    return list(Unit.objects.filter(pk__in=moved).order_by("path").values_list("path", flat=True))


def units_of_act(pk: int) -> set[int]:
    """The units that an act renamed or ended (those that it opened have their own event)."""
    changes = Reorganisation.objects.values_list("changes", flat=True).get(pk=pk)
    return {*(row[0] for row in changes.get("renamed", [])), *changes.get("ended", [])}


def standing_below(unit: Unit, day: dt.date) -> list[TreePlace]:
    """The places below a unit of those that stood on a day, in Vietnamese order."""
    places = {place.unit_id: place for place in children_on(unit, day)}
    standing = Unit.objects.filter(pk__in=places).standing_on(day).values_list("pk", flat=True)
    return sorted((places[pk] for pk in standing), key=lambda p: (text.sort_key(p.name), p.unit_id))


@dataclass(frozen=True, kw_only=True)
class Listed:
    """Units that an act opened, renamed, moved or ended: how many, and the first of them."""

    label: str
    count: int
    units: tuple[Unit, ...]


def changes_of(act: Reorganisation) -> list[Listed]:
    """What an act has changed; one query."""
    changes = act.changes
    parts = [
        (_("Đơn vị mới"), changes.get("opened", [])),
        (_("Đơn vị đổi tên"), [row[0] for row in changes.get("renamed", [])]),
        (_("Đơn vị chuyển về cấp trên mới"), _moved(changes)),
        (_("Đơn vị kết thúc hoạt động"), changes.get("ended", [])),
    ]
    ids = {pk for _label, pks in parts for pk in pks[:LISTED]}
    units = Unit.objects.select_related("level").in_bulk(ids)
    return [
        Listed(
            label=label,
            count=len(pks),
            units=tuple(units[pk] for pk in pks[:LISTED] if pk in units),
        )
        for label, pks in parts
        if pks
    ]


def _moved(changes: dict[str, Any]) -> list[int]:
    """Those that ended only hang below their successor, they have not moved."""
    ended = set(changes.get("ended", []))
    return [row[0] for row in changes.get("moved", []) if row[0] not in ended]


def by_codes(codes: Iterable[str]) -> list[Unit]:
    """Units by code, with level and superior."""
    wanted = [code.strip().upper() for code in codes][:MOST_CODES]
    found = Unit.objects.filter(code__in=wanted).select_related("level", "parent")
    return list(found.order_by("name_sort", "pk"))


def levels_below(unit: Unit) -> list[Level]:
    """The levels that a unit below this one may have."""
    return list(Level.objects.filter(tier__gt=unit.level.tier).order_by("tier", "pk"))


def levels() -> list[Level]:
    """All of them, the national one first."""
    return list(Level.objects.order_by("tier", "pk"))


def clean_reason(typed: str) -> str:
    """A reason as it is kept: one to five thousand characters, without control characters."""
    clean = text.clean_prose(typed.replace("\x00", ""))[:MOST_REASON]
    return "" if text.has_refused_characters(clean) else clean
