"""Reading the tree: units, what is above and below them, how many people they have."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import NOTHING
from sangkien.core import paths, text
from sangkien.core.errors import NotFound
from sangkien.units.models import Alias, Headcount, Level, Succession, Unit

PAGE = 50


def get_unit(code: str, *, actor: Actor) -> Unit:
    """A unit that the actor may look into, or NotFound."""
    found = Unit.objects.visible_to(actor).filter(code=code)
    return _one(found)


def with_sections(unit: Unit) -> dict[int, Unit]:
    """A CĐCS and its công đoàn bộ phận, by number: their officers act for all of them. Of a unit
    above the CĐCS the unit alone.
    """
    if not unit.level.is_grassroots:
        return {unit.pk: unit}
    return Unit.objects.filter(paths.subtree(unit.path)).in_bulk()


def is_visible(unit: Unit, *, actor: Actor) -> bool:
    """Whether the actor may look into a unit that is at hand: `visible_to` without a query."""
    own = any(scope.unit_id == unit.pk for scope in actor.scopes)
    return own or actor.can(Permission.UNIT_VIEW, at=unit.path)


def find_visible(typed: str, *, actor: Actor, limit: int = PAGE) -> list[Unit]:
    """Units that the actor may look into, by name without tone marks or by code."""
    matching = named(typed)
    code = typed.strip().upper()
    if code:
        matching |= Q(code=code)
    found = Unit.objects.visible_to(actor).filter(matching).select_related("level", "parent")
    return list(found.order_by("level__tier", "name_sort", "pk")[:limit])


def get_public_unit(code: str) -> Unit:
    """Any unit: its name, level and figures are public."""
    return _one(Unit.objects.filter(code=code))


def find_by_code(typed: str) -> Unit | None:
    """Any unit by its code, however it was typed; which units there are is public."""
    return Unit.objects.filter(code=typed.strip().upper()).first()


def named(typed: str) -> Q:
    """Units one of whose names holds all the words typed; nothing when no word was."""
    words = text.fold(typed).split()[:8]
    if not words:
        return NOTHING
    matching, also = Q(), Q()
    for word in words:
        matching &= Q(folded_name__contains=word)
        also &= Q(folded__contains=word)
    return matching | Q(pk__in=Alias.objects.filter(also).values("unit_id"))


def below_named(unit: Unit, typed: str, *, on: dt.date, limit: int) -> list[Unit]:
    """The unit and those below it that stand on a day, by any of their names."""
    found = Unit.objects.filter(paths.subtree(unit.path), named(typed)).standing_on(on)
    return list(found.select_related("parent").order_by("path")[:limit])


def _one(units: QuerySet[Unit]) -> Unit:
    unit = units.select_related("level", "parent").first()
    if unit is None:
        raise NotFound(_("Không tìm thấy đơn vị này."))
    return unit


def ancestors(unit: Unit) -> list[Unit]:
    """The units above, the national level first."""
    return list(Unit.objects.filter(path__in=paths.ancestors(unit.path)).order_by("path"))


def children(unit: Unit, *, on: dt.date) -> QuerySet[Unit]:
    """The units directly below that stand on a day, in Vietnamese order."""
    return (
        Unit.objects.filter(parent=unit)
        .standing_on(on)
        .select_related("level")
        .order_by("name_sort", "pk")
    )


def children_page(
    unit: Unit,
    *,
    on: dt.date,
    ended: bool = False,
    after: str = "",
    typed: str = "",
    limit: int = PAGE,
) -> tuple[list[Unit], str]:
    """The units directly below, in Vietnamese order, and the code that the next page starts after
    ("" when this is the last one); an unknown code is the first page. With `typed` only those
    whose name holds these words.
    """
    below = Unit.objects.filter(parent=unit)
    if typed:
        below = below.filter(named(typed))
    rows = below.filter(closed_on__lte=on) if ended else below.standing_on(on)
    last = below.filter(code=after).first() if after else None
    if last is not None:
        same = Q(name_sort=last.name_sort, pk__gt=last.pk)
        rows = rows.filter(Q(name_sort__gt=last.name_sort) | same)
    found = list(rows.select_related("level").order_by("name_sort", "pk")[: limit + 1])
    return found[:limit], found[limit - 1].code if len(found) > limit else ""


def has_children(unit: Unit) -> bool:
    """Whether there ever was a unit directly below."""
    return Unit.objects.filter(parent=unit).exists()


def grassroots_count(unit: Unit, *, on: dt.date) -> int:
    """How many CĐCS stand in the branch on a day."""
    branch = Unit.objects.under(unit.path).standing_on(on)
    return branch.filter(level__is_grassroots=True).count()


def successions_of(unit: Unit) -> list[Succession]:
    """What the unit took over and who took over from it, in order of time."""
    either = Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit))
    return list(either.select_related("predecessor", "successor").order_by("on", "pk"))


def names_of(unit_ids: Iterable[int]) -> dict[int, str]:
    """Short names by id, in Vietnamese order, in one query."""
    rows = Unit.objects.filter(pk__in=set(unit_ids)).order_by("name_sort", "pk")
    return {unit.pk: unit.label for unit in rows.only("name", "short_name")}


def headcount_on(unit: Unit, day: dt.date) -> Headcount | None:
    """The latest headcount recorded for the unit itself on or before a day."""
    return Headcount.objects.filter(unit=unit, counted_on__lte=day).order_by("-counted_on").first()


def headcounts(unit: Unit, *, limit: int = 20) -> list[Headcount]:
    """What was recorded for the unit itself, the newest first."""
    return list(Headcount.objects.filter(unit=unit).order_by("-counted_on")[:limit])


def codes_below(unit_id: int, *, limit: int = 5_000) -> list[str]:
    """The codes of a unit and of those below it that have not ended, in the order of the tree."""
    path = Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first()
    if path is None:
        return []
    below = Unit.objects.under(path).filter(closed_on=None)
    return list(below.order_by("path").values_list("code", flat=True)[:limit])


def has_people_itself(unit: Unit) -> bool:
    """Whether the unit stands at the level of the CĐCS or below, where people belong."""
    return not Level.objects.filter(is_grassroots=True, tier__gt=unit.level.tier).exists()
