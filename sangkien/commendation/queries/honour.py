""" "Vinh danh": what of the register everybody may read."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from sangkien.adoption.models import LibraryEntry
from sangkien.commendation.enums import HolderKind
from sangkien.commendation.models import Conferral
from sangkien.core import paths
from sangkien.units.models import Unit

PAGE = 48
MOST_YEARS = 60


@dataclass(frozen=True, kw_only=True)
class Honoured:
    """`adopters` is in how many units elsewhere the initiatives of the person are used."""

    row: Conferral
    adopters: int


@dataclass(frozen=True, kw_only=True)
class Page:
    rows: list[Honoured]
    following: str


def shown() -> QuerySet[Conferral]:
    """Collectives at once, persons only with their consent, nothing that was revoked or that a file
    alone says.
    """
    agreed = Q(holder_kind=HolderKind.COLLECTIVE) | Q(consented_at__isnull=False)
    return Conferral.objects.in_force().filter(agreed, decision__isnull=False)


def page(
    *,
    year: int | None = None,
    unit: Unit | None = None,
    programme: str = "",
    after: tuple[dt.date, int] | None = None,
    limit: int = PAGE,
) -> Page:
    """The newest first; `programme` is the slug of one. Two queries."""
    rows = shown()
    if year is not None:
        rows = rows.filter(year=year)
    if unit is not None:
        rows = rows.filter(paths.subtree(unit.path, field="unit__path"))
    if programme:
        rows = rows.filter(decision__round__period__programme__slug=programme)
    if after is not None:
        day, pk = after
        rows = rows.filter(Q(decided_on__lt=day) | Q(decided_on=day, pk__lt=pk))
    ordered = rows.select_related("unit").order_by("-decided_on", "-pk")
    found = list(ordered[: limit + 1])
    listed = found[:limit]
    used = _adopters([row.user_id for row in listed if row.user_id])
    return Page(
        rows=[Honoured(row=row, adopters=used.get(row.user_id or 0, 0)) for row in listed],
        following=f"{listed[-1].decided_on}.{listed[-1].pk}" if len(found) > limit else "",
    )


def _adopters(user_ids: list[int]) -> dict[int, int]:
    counted = LibraryEntry.objects.filter(initiative__author__in=set(user_ids))
    sums = counted.values_list("initiative__author").annotate(units=Sum("adopters"))
    return dict(sums.order_by())


def years() -> list[int]:
    rows = shown().order_by("-year").values_list("year", flat=True).distinct()
    return list(rows[:MOST_YEARS])
