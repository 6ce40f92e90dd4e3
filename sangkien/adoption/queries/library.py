"""Reading the library of proven initiatives."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import F, Max, Q

from sangkien.adoption.enums import Order, Use
from sangkien.adoption.models import LibraryEntry
from sangkien.core.text import fold
from sangkien.initiatives.models import Initiative
from sangkien.programmes.enums import ProgrammeState
from sangkien.programmes.models import Field
from sangkien.units.models import Unit

PAGE = 20
MOST_FIELDS = 200
MOST_NAMES = 1_000  # before those that are spelt alike become one
MOST_REGIONS = 200
REGION_TIER = 2  # provinces and sector unions stand directly below the national level
CURSOR = re.compile(r"([0-9]{1,9})\.([0-9]{1,18})")
COLUMNS = {Order.IN_USE: "used_day", Order.ADOPTED: "adopters"}


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """To what a reader narrows the library down; what is empty does not narrow."""

    region_id: int | None = None
    field_key: str = ""
    kind: str = ""

    def condition(self) -> Q:
        found = Q()
        if self.region_id is not None:
            found &= Q(region_id=self.region_id)
        if self.field_key:
            found &= Q(field_key=self.field_key)
        if self.kind:
            found &= Q(kind=self.kind)
        return found


@dataclass(frozen=True, kw_only=True)
class Volume:
    """One entry with the initiative that it is about."""

    initiative: Initiative
    adopters: int
    use: Use | None
    used_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class LibraryPage:
    volumes: list[Volume]
    following: str | None


def library_page(shelf: Shelf, *, order: Order, cursor: str = "", limit: int = PAGE) -> LibraryPage:
    """One page by keyset; nonsense is the first page. Two queries.

    What left the public a moment ago is left out although the worker has not come by yet.
    """
    rows = LibraryEntry.objects.filter(shelf.condition())
    column = COLUMNS.get(order)
    reached = CURSOR.fullmatch(cursor)
    if reached is not None:
        rows = rows.filter(_behind(column, int(reached[1]), int(reached[2])))
    falling = [F(column).desc()] if column else []
    found = list(rows.order_by(*falling, "-initiative_id")[: limit + 1])
    shown = found[:limit]
    following = None
    if len(found) > limit:
        last = shown[-1]
        following = f"{getattr(last, column) if column else 0}.{last.pk}"
    return LibraryPage(volumes=_volumes(shown), following=following)


def _behind(column: str | None, value: int, pk: int) -> Q:
    if column is None:
        return Q(initiative_id__lt=pk)
    same = Q(**{column: value}, initiative_id__lt=pk)
    # The range first: both databases begin reading the index there.
    return Q(**{f"{column}__lte": value}) & (Q(**{f"{column}__lt": value}) | same)


def volumes_at(initiative_ids: list[int]) -> list[Volume]:
    """The entries of these initiatives, in this order."""
    entries = LibraryEntry.objects.in_bulk(initiative_ids)
    return _volumes([entries[pk] for pk in initiative_ids if pk in entries])


def _volumes(entries: list[LibraryEntry]) -> list[Volume]:
    public = Initiative.objects.public().filter(pk__in=[entry.pk for entry in entries])
    known = public.select_related("unit", "author", "field").in_bulk()
    return [
        Volume(
            initiative=known[entry.pk],
            adopters=entry.adopters,
            use=Use(entry.use) if entry.use else None,
            used_on=dt.date.fromordinal(entry.used_day) if entry.used_day else None,
        )
        for entry in entries
        if entry.pk in known
    ]


def library_fields() -> list[tuple[str, str]]:
    """The fields of launched programmes by name: the same name is one field, written as in the
    newest programme. Of too many those of the newest programmes stay.
    """
    rows = Field.objects.filter(programme__state=ProgrammeState.PUBLISHED)
    named = rows.order_by().values("name").annotate(newest=Max("programme_id"))
    found: dict[str, str] = {}
    for row in named.order_by("-newest", "name")[:MOST_NAMES]:
        found.setdefault(fold(row["name"]), row["name"])
    return sorted(list(found.items())[:MOST_FIELDS], key=lambda pair: pair[0])


def library_regions() -> list[Unit]:
    """Provinces and sector unions, those first that still stand."""
    rows = Unit.objects.filter(level__tier=REGION_TIER)
    rows = rows.order_by(F("closed_on").desc(nulls_first=True), "name_sort", "pk")
    return list(rows.only("name", "short_name", "code", "path", "closed_on")[:MOST_REGIONS])
