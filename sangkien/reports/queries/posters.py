"""What stands on the weekly posters, and orders of many."""

import datetime as dt
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.initiatives.evidence import every_public_photo
from sangkien.initiatives.models import Evidence, Initiative
from sangkien.programmes.models import Programme
from sangkien.progress.queries import UnitFigures, figures_of
from sangkien.progress.queries.readings import Values, days_of
from sangkien.reports import photos, rules, weekly
from sangkien.reports.models import WeeklyOrder
from sangkien.units.models import Unit


def posters(programme: Programme, wanted: Sequence[Unit], *, at: dt.datetime) -> dict[str, Any]:
    """The data of the template `weekly_poster`, in the order of the units; seven queries."""
    figures = figures_of([(unit, programme) for unit in wanted], at=at)
    latest, shown = _latest(programme, wanted), _photos(programme, wanted)
    days = _days([figures[unit.pk, programme.pk] for unit in wanted])
    return {
        "posters": [
            weekly.page(
                figures[unit.pk, programme.pk],
                latest[unit.pk],
                days.get(unit.pk, []),
                shown[unit.pk],
            )
            for unit in wanted
        ]
    }


def _days(found: Sequence[UnitFigures]) -> dict[int, Values]:
    """What stood at the end of every day with a change, by unit; a query for each period and base
    in which they stand.
    """
    days: dict[int, Values] = {}
    for period, base in {(one.period, one.base) for one in found}:
        units = [one.unit.pk for one in found if (one.period, one.base) == (period, base)]
        days |= days_of(units, period, base=base)[0]
    return days


def _latest(programme: Programme, wanted: Sequence[Unit]) -> dict[int, list[Initiative]]:
    """The last confirmed ones of each branch, those of all branches in one query."""
    public = Initiative.objects.public().filter(programme=programme).order_by("-received_at", "-pk")
    parts = [Q(pk__in=public.filter(_branch(unit)).values("pk")[: rules.LATEST]) for unit in wanted]
    rows = public.filter(reduce(or_, parts, Q(pk=None))).select_related("author")
    found: dict[int, list[Initiative]] = {unit.pk: [] for unit in wanted}
    for row in rows:
        for unit in wanted:
            if paths.contains(unit.path, row.unit_path):
                found[unit.pk].append(row)
    return {pk: rows[: rules.LATEST] for pk, rows in found.items()}


def _photos(programme: Programme, wanted: Sequence[Unit]) -> dict[int, list[Evidence]]:
    """Of the last public initiatives of each branch that have some, all branches in one query."""
    public = every_public_photo().filter(initiative__programme=programme)
    public = public.order_by("-initiative__received_at", "-initiative_id", "position")
    parts = [
        Q(pk__in=public.filter(_of_branch(unit)).values("pk")[: rules.PHOTOS_READ])
        for unit in wanted
    ]
    rows = list(public.filter(reduce(or_, parts, Q(pk=None))).select_related("initiative", "file"))
    return {
        unit.pk: photos.chosen(
            [row for row in rows if paths.contains(unit.path, row.initiative.unit_path)],
            rules.PHOTOS,
        )
        for unit in wanted
    }


def _of_branch(unit: Unit) -> Q:
    return paths.subtree(unit.path, field="initiative__unit_path")


def _branch(unit: Unit) -> Q:
    return paths.subtree(unit.path, field="unit_path")


def grassroots_below(unit: Unit, *, on: dt.date) -> list[Unit]:
    """CĐCS of the branch in the order of the tree, one more than can be printed at once."""
    found = Unit.objects.under(unit.path).grassroots().standing_on(on).exclude(pk=unit.pk)
    return list(found.order_by("path")[: rules.MOST_POSTERS + 1])


def weekly_order(programme: Programme, unit: Unit, pk: int, *, actor: Actor) -> WeeklyOrder:
    """Without its pages."""
    rows = WeeklyOrder.objects.filter(programme=programme, unit=unit, pk=pk).defer("pdf")
    found = rows.select_related("unit", "programme").first()
    if found is None or not actor.can(Permission.POSTER_MAKE, at=unit.path):
        raise NotFound(_("Bộ áp phích này không còn. Mời lập lại."))
    return found
