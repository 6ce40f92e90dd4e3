"""Ranks in every scope: below a unit, below its superior, in its clusters, in the programme."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.core import paths, periods
from sangkien.core.errors import NotFound
from sangkien.programmes.models import Period
from sangkien.progress import rules
from sangkien.progress.enums import BoardOrder, Scope
from sangkien.progress.queries import asof, figures
from sangkien.progress.queries.asof_groups import sort_keys_on
from sangkien.progress.queries.figures import Counts
from sangkien.progress.queries.leagues import League, ranked
from sangkien.progress.queries.measures import Measures
from sangkien.progress.queries.past import PastBranches
from sangkien.progress.queries.places import Place
from sangkien.units.models import Cluster, ClusterMember, Unit
from sangkien.units.queries import (
    TreePlace,
    children_on,
    clusters_then,
    get_cluster,
    level_on,
    members_at,
    paths_on,
    place_on,
)

MOST_RANKED = 5_000  # units in one league; the CĐCS of the whole country are not one league


@dataclass(frozen=True, kw_only=True)
class Arena:
    """Those among whom a unit is ranked. `key` stands in the address."""

    scope: Scope
    key: str
    label: str
    cluster: Cluster | None = None


@dataclass(frozen=True, kw_only=True)
class Population:
    """Who is ranked, by id and sort key, and how their figures are found: `totals` of an earlier
    day with the `branches` of that day, None for the kept ones.
    """

    names: dict[int, str]
    holders: Q
    totals: dict[int, Counts] | None = None
    branches: PastBranches | None = None


@dataclass(frozen=True, kw_only=True)
class RankScreen:
    """One page of the ranks in one arena; `arenas` are all that the unit has."""

    place: Place
    arenas: tuple[Arena, ...]
    arena: Arena
    league: League


def rank_screen(
    place: Place, *, arena: str, order: BoardOrder, page: int, at: dt.datetime
) -> RankScreen:
    """The same number of queries for every unit in one kind of arena."""
    arenas = arenas_of(place, at=at)
    among = chosen(arenas, arena)
    found = population(place, among)
    board = ranked(
        found.names,
        place.period,
        holders=found.holders,
        totals=found.totals,
        as_of=figures.complete_at(place.period.unit, place.period, at=at),
        at=at,
        order=order,
        page=page,
        is_sized=place.tree.is_sized,
        measured=measured(place, found, order),
    )
    if place.day is not None:
        asof.renamed([row.unit for row in board.rows], place.day)
    return RankScreen(place=place, arenas=arenas, arena=among, league=board)


def arenas_of(place: Place, *, at: dt.datetime) -> tuple[Arena, ...]:
    """Where the unit is ranked, and the league of the units below it; two or three queries."""
    unit, period = place.unit, place.period
    found: list[Arena] = []
    if not unit.level.is_grassroots and _has_below(place):
        label = _("Các đơn vị trực thuộc %(unit)s") % {"unit": unit.label}
        found.append(Arena(scope=Scope.BELOW, key=Scope.BELOW.value, label=label))
    if unit.pk == period.unit_id or place.superior is None:
        return tuple(found)
    label = _("Trong %(unit)s") % {"unit": place.superior.label}
    found.append(Arena(scope=Scope.PARENT, key=Scope.PARENT.value, label=label))
    year = rules.reference_day(period.closes_at, today=periods.local_day(at)).year
    found += [_cluster_arena(cluster) for cluster in _clusters(place, year=year)]
    if place.superior.pk != period.unit_id and _is_small_enough(place):
        words = {"level": unit.level.name, "owner": period.unit.label}
        label = _("Mọi đơn vị cùng cấp trong %(owner)s") % words
        found.append(Arena(scope=Scope.NATION, key=Scope.NATION.value, label=label))
    return tuple(found)


def _has_below(place: Place) -> bool:
    if place.day is not None:
        return bool(children_on(place.unit, place.day))
    return Unit.objects.filter(parent=place.unit).exists()


def _cluster_arena(cluster: Cluster) -> Arena:
    key = f"{Scope.CLUSTER.value}-{cluster.pk}"
    return Arena(scope=Scope.CLUSTER, key=key, label=cluster.name, cluster=cluster)


def _clusters(place: Place, *, year: int) -> list[Cluster]:
    """Those around the unit and the blocks in them, as far as they lie in the programme."""
    unit, period, then = place.unit, place.period, place.tree.members_at
    if then is not None:
        held, _members = clusters_then(unit, year=year, then=then)
        return [c for c in held if paths.contains(period.unit.path, c.organiser.path)]
    within = paths.subtree(period.unit.path, field="cluster__organiser__path")
    memberships = ClusterMember.objects.filter(within, unit=unit, cluster__year=year)
    rows = memberships.select_related("cluster__parent").order_by("cluster__organiser__path", "pk")
    every = [c for row in rows for c in (row.cluster.parent, row.cluster) if c is not None]
    return list({cluster.pk: cluster for cluster in every}.values())


def _peers(place: Place) -> QuerySet[Unit]:
    first, last = _span(place.period)
    peers = Unit.objects.under(place.period.unit.path).filter(level=place.unit.level_id)
    return peers.standing_between(first, last)


def _peers_on(place: Place, day: dt.date) -> dict[int, TreePlace]:
    """Those of the unit's level on a day in the branch of the programme as it was, of units that
    stood by then.
    """
    first, last = _span(place.period)
    level_id = place_on(place.unit, day).level_id
    branch = place_on(place.period.unit, day).path
    places = {there.unit_id: there for there in level_on(branch, level_id, day)}
    standing = asof.standing(places, day, first=first, last=last)
    return {pk: places[pk] for pk in standing}


def _is_small_enough(place: Place) -> bool:
    """Counted no further than one beyond the limit."""
    if place.day is not None:
        return len(_peers_on(place, place.day)) <= MOST_RANKED
    return _peers(place)[: MOST_RANKED + 1].count() <= MOST_RANKED


def _span(period: Period) -> tuple[dt.date, dt.date]:
    return periods.local_day(period.opens_at), periods.last_day(period.closes_at)


def chosen(arenas: Sequence[Arena], asked: str) -> Arena:
    """The one in the address, or the first; NotFound where there is none."""
    found = next((arena for arena in arenas if not asked or arena.key == asked), None)
    if found is None:
        raise NotFound(_("Đơn vị này không được xếp hạng trong phạm vi đã chọn."))
    return found


def population(place: Place, arena: Arena) -> Population:
    """Who is ranked in the tree that is drawn."""
    if arena.cluster is not None:
        return _in_cluster(place, arena.cluster)
    if arena.scope == Scope.NATION:
        if place.day is not None:
            return _then(place, _peers_on(place, place.day), place.day)
        peers = dict(_peers(place).values_list("pk", "name_sort"))
        return Population(names=peers, holders=Q(unit_id__in=list(peers)))
    first, last = _span(place.period)
    above = place.unit if arena.scope == Scope.BELOW else (place.superior or place.unit)
    if place.day is not None:
        below = asof.standing_children(above, place.day, first=first, last=last)
        return _then(place, below, place.day)
    units = Unit.objects.filter(parent=above).standing_between(first, last)
    names = dict(units.values_list("pk", "name_sort"))
    return Population(names=names, holders=Q(unit__parent=above))


def _then(place: Place, there: dict[int, TreePlace], day: dt.date) -> Population:
    branches = PastBranches(places={pk: one.path for pk, one in there.items()}, day=day)
    return Population(
        names=asof.sort_keys(there),
        holders=Q(unit_id__in=list(there)),
        totals=branches.totals(place.period),
        branches=branches,
    )


def _in_cluster(place: Place, cluster: Cluster) -> Population:
    """The units of a cluster and of its blocks, of those at the end of an earlier day with the
    figures of then.
    """
    day, then = place.day, place.tree.members_at
    if day is not None and then is not None:
        ids = members_at(get_cluster(cluster.pk), then).unit_ids
        branches = PastBranches(places=paths_on(ids, day), day=day)
        names = dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name_sort"))
        return Population(
            names=names | sort_keys_on(ids, day),
            holders=Q(unit_id__in=ids),
            totals=branches.totals(place.period),
            branches=branches,
        )
    of_cluster = Q(cluster=cluster) | Q(cluster__parent=cluster)
    members = ClusterMember.objects.filter(of_cluster).values_list("unit_id", flat=True)
    units = Unit.objects.filter(pk__in=list(members))
    names = dict(units.values_list("pk", "name_sort"))
    return Population(names=names, holders=Q(unit_id__in=list(names)))


def measured(place: Place, group: Population, order: BoardOrder) -> Measures | None:
    """Verified amounts of an earlier tree; None where those of today hold."""
    if group.branches is None or order != BoardOrder.VERIFIED:
        return None
    became = group.branches.became(place.period)
    amounts = {pk: one.verified_vnd for pk, one in became.items() if one.verified_vnd}
    return Measures(verified_vnd=amounts)
