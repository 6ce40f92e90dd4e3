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
from sangkien.progress.queries.figures import Counts
from sangkien.progress.queries.leagues import League, ranked
from sangkien.progress.queries.places import Place
from sangkien.units.models import Cluster, ClusterMember, Unit
from sangkien.units.queries import children_on

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
    day, None for the kept ones.
    """

    names: dict[int, str]
    holders: Q
    totals: dict[int, Counts] | None = None


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
    found += [_cluster_arena(cluster) for cluster in _clusters(unit, period, year=year)]
    if place.superior.pk != period.unit_id and _is_summed(place) and _is_small_enough(place):
        words = {"level": unit.level.name, "owner": period.unit.label}
        label = _("Mọi đơn vị cùng cấp trong %(owner)s") % words
        found.append(Arena(scope=Scope.NATION, key=Scope.NATION.value, label=label))
    return tuple(found)


def _has_below(place: Place) -> bool:
    if place.day is not None:
        return bool(children_on(place.unit, place.day))
    return Unit.objects.filter(parent=place.unit).exists()


def _is_summed(place: Place) -> bool:
    """Branches of the whole programme are summed in the tree of today only; what a CĐCS has stays."""
    return place.day is None or place.unit.level.is_grassroots


def _cluster_arena(cluster: Cluster) -> Arena:
    key = f"{Scope.CLUSTER.value}-{cluster.pk}"
    return Arena(scope=Scope.CLUSTER, key=key, label=cluster.name, cluster=cluster)


def _clusters(unit: Unit, period: Period, *, year: int) -> list[Cluster]:
    """Those around the unit and the blocks in them, as far as they lie in the programme."""
    within = paths.subtree(period.unit.path, field="cluster__organiser__path")
    memberships = ClusterMember.objects.filter(within, unit=unit, cluster__year=year)
    rows = memberships.select_related("cluster__parent").order_by("cluster__organiser__path", "pk")
    every = [c for row in rows for c in (row.cluster.parent, row.cluster) if c is not None]
    return list({cluster.pk: cluster for cluster in every}.values())


def _peers(place: Place) -> QuerySet[Unit]:
    first, last = _span(place.period)
    peers = Unit.objects.under(place.period.unit.path).filter(level=place.unit.level_id)
    return peers.standing_between(first, last)


def _is_small_enough(place: Place) -> bool:
    """Counted no further than one beyond the limit."""
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
    if arena.scope == Scope.NATION:
        peers = dict(_peers(place).values_list("pk", "name_sort"))
        return Population(names=peers, holders=Q(unit_id__in=list(peers)))
    if arena.cluster is not None:
        return _in_cluster(place, arena.cluster)
    first, last = _span(place.period)
    above = place.unit if arena.scope == Scope.BELOW else (place.superior or place.unit)
    if place.day is not None:
        places = asof.standing_children(above, place.day, first=first, last=last)
        return Population(
            names=asof.sort_keys(places),
            holders=Q(unit_id__in=list(places)),
            totals=asof.branches(above, place.period, place.day).by_child,
        )
    units = Unit.objects.filter(parent=above).standing_between(first, last)
    names = dict(units.values_list("pk", "name_sort"))
    return Population(names=names, holders=Q(unit__parent=above))


def _in_cluster(place: Place, cluster: Cluster) -> Population:
    """The units of a cluster and of its blocks. On an earlier day those below the unit that formed
    it are summed as they were.
    """
    of_cluster = Q(cluster=cluster) | Q(cluster__parent=cluster)
    ids = list(ClusterMember.objects.filter(of_cluster).values_list("unit_id", flat=True))
    holders = Q(unit_id__in=ids)
    totals = None
    if place.day is not None:
        then = asof.branches(cluster.organiser, place.period, place.day).by_child
        totals = figures.subtrees(holders, place.period) | then
    names = dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name_sort"))
    return Population(names=names, holders=holders, totals=totals)
