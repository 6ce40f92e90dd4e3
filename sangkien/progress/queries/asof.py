"""The pages of a unit in the tree of an earlier day: its branches, those beside it, their names.

A unit that ended before the day counts where it hung then, one that was opened later counts where it
was opened. How the figures are found is in `past`.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sangkien.core import periods, text
from sangkien.programmes.models import Period
from sangkien.progress.queries.figures import NONE, Counts
from sangkien.progress.queries.past import PastBranches
from sangkien.progress.queries.ranks import Rank
from sangkien.units.models import Unit
from sangkien.units.queries import TreePlace, children_on, names_on, paths_on, place_on


@dataclass(frozen=True, kw_only=True)
class Branches:
    """The figures of a unit in the tree of a day, and of each branch directly below it; `totals` are of
    everybody that was read.
    """

    place: TreePlace
    past: PastBranches
    total: Counts
    by_child: dict[int, Counts]
    totals: dict[int, Counts]


def branches(unit: Unit, period: Period, day: dt.date, *, beside: Collection[int] = ()) -> Branches:
    """The same number of queries, however many units there are; those `beside` are read with them."""
    place = place_on(unit, day)
    below = {child.unit_id: child.path for child in children_on(unit, day)}
    wanted = {**paths_on(beside, day), **below, unit.pk: place.path}
    past = PastBranches(places=wanted, day=day)
    totals = past.totals(period)
    return Branches(
        place=place,
        past=past,
        total=totals[unit.pk],
        by_child={pk: totals[pk] for pk in below},
        totals=totals,
    )


def standing_children(
    unit: Unit, day: dt.date, *, first: dt.date, last: dt.date
) -> dict[int, TreePlace]:
    """The places below a unit of those that stood at any time of a span and by the day."""
    places = {place.unit_id: place for place in children_on(unit, day)}
    return {pk: places[pk] for pk in standing(places, day, first=first, last=last)}


def standing(unit_ids: Iterable[int], day: dt.date, *, first: dt.date, last: dt.date) -> list[int]:
    """Those of some units that stood at any time of a span and by the day."""
    units = Unit.objects.filter(pk__in=list(unit_ids), opened_on__lte=day)
    return list(units.standing_between(first, min(last, day)).values_list("pk", flat=True))


def sort_keys(places: dict[int, TreePlace]) -> dict[int, str]:
    return {pk: text.sort_key(place.name) for pk, place in places.items()}


@dataclass(frozen=True, kw_only=True)
class Siblings:
    """Those below the superior of a day, the unit itself among them."""

    superior: Unit
    unit_ids: frozenset[int]


def siblings_on(unit: Unit, period: Period, day: dt.date) -> Siblings | None:
    """Who runs the period has none beside it."""
    superior = superior_on(unit, day)
    if unit.pk == period.unit_id or superior is None:
        return None
    first, last = periods.local_day(period.opens_at), periods.last_day(period.closes_at)
    beside = standing_children(superior, day, first=first, last=last)
    return Siblings(superior=superior, unit_ids=frozenset(beside))


def sibling_rank(
    unit: Unit, siblings: Siblings | None, totals: Mapping[int, Counts]
) -> Rank | None:
    own = totals.get(unit.pk, NONE)
    if siblings is None or not own.sent:
        return None
    merits = [(c.valid, c.sent) for pk in siblings.unit_ids if (c := totals.get(pk, NONE)).sent]
    merit = (own.valid, own.sent)
    return Rank(
        number=sum(other > merit for other in merits) + 1,
        of=len(siblings.unit_ids),
        is_tied=merits.count(merit) > 1,
        among=siblings.superior.label,
    )


def superior_on(unit: Unit, day: dt.date) -> Unit | None:
    """The superior of a day, as it was called then."""
    parent_id = place_on(unit, day).parent_id
    if parent_id is None:
        return None
    parent = Unit.objects.get(pk=parent_id)
    return renamed([parent], day)[0]


def renamed(units: Sequence[Unit], day: dt.date) -> list[Unit]:
    """With the names of a day; the instances are the page's own. One query."""
    places = names_on([unit.pk for unit in units], day)
    for unit in units:
        if unit.pk in places:
            unit.name, unit.short_name = places[unit.pk].name, places[unit.pk].short_name
    return list(units)
