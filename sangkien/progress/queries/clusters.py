"""Clusters and blocks: sums over their member units, wherever these stand in the tree."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from sangkien.core import periods, text
from sangkien.programmes.models import Period
from sangkien.progress import rules
from sangkien.progress.enums import BoardOrder
from sangkien.progress.queries import asof, figures
from sangkien.progress.queries.asof_groups import sort_keys_on
from sangkien.progress.queries.figures import Counts
from sangkien.progress.queries.goals import Goal, Goals, goals
from sangkien.progress.queries.leagues import League, ranked
from sangkien.progress.queries.past import totals_of
from sangkien.progress.queries.trees import Tree
from sangkien.units.models import Cluster, Unit
from sangkien.units.queries import ClusterGroup, clusters_of


@dataclass(frozen=True, kw_only=True)
class ClusterRow:
    """A cluster or block with the sum over its units; ranked beside those on its own level.

    Clusters differ in size, so they are ranked by the share of their target; without a target
    they have no rank.
    """

    cluster: Cluster
    units: int
    counts: Counts
    goal: Goal | None
    standing: rules.Standing | None
    pace: int | None
    rank: int | None
    is_tied: bool
    blocks: tuple["ClusterRow", ...]


def by_rank(rows: Sequence[ClusterRow]) -> list[ClusterRow]:
    """The first by rank; those without a rank stay in their own order behind them."""
    return sorted(rows, key=lambda row: row.rank or len(rows) + 1)


@dataclass(frozen=True, kw_only=True)
class ClustersBoard:
    """The clusters of a year in their own order, with the sum over all of them."""

    organiser: Unit
    year: int
    rows: tuple[ClusterRow, ...]
    as_of: dt.datetime

    @property
    def target(self) -> int | None:
        """The sum, when every cluster has a number."""
        targets = [row.goal.value for row in self.rows if row.goal]
        return sum(targets) if targets and len(targets) == len(self.rows) else None

    @property
    def has_targets(self) -> bool:
        return any(row.goal for row, _is_block in self.flat)

    @property
    def has_pace(self) -> bool:
        return any(row.pace is not None for row, _is_block in self.flat)

    @property
    def flat(self) -> list[tuple[ClusterRow, bool]]:
        """Each cluster followed by its blocks by rank; the flag marks the blocks."""
        return [
            pair
            for row in self.rows
            for pair in ((row, False), *((block, True) for block in by_rank(row.blocks)))
        ]


@dataclass(frozen=True, kw_only=True)
class ClusterProgress:
    """One cluster or block: itself, its blocks, and the league of its units."""

    row: ClusterRow
    blocks: ClustersBoard
    members: League
    as_of: dt.datetime


def cluster_year(period: Period, *, at: dt.datetime) -> int:
    """Clusters are formed per year: the year in which the period runs now, or ran last."""
    return rules.reference_day(period.closes_at, today=periods.local_day(at)).year


def clusters_board(
    period: Period,
    organiser: Unit,
    *,
    at: dt.datetime,
    year: int | None = None,
    as_of: dt.datetime | None = None,
    day: dt.date | None = None,
    known: Mapping[int, Counts] | None = None,
) -> ClustersBoard:
    """Clusters and blocks of the organiser; no rows when it formed none that year. With `day` as they
    were in the tree of a day, with the totals of it that are `known`.
    """
    shown = year or cluster_year(period, at=at)
    groups = clusters_of(organiser, year=shown, then=periods.end_of(day) if day else None)
    shown_as_of = as_of or figures.complete_at(organiser, period, at=at)
    return ClustersBoard(
        organiser=organiser,
        year=shown,
        rows=_rows(groups, period, at=at, day=day, known=known),
        as_of=shown_as_of,
    )


def cluster_progress(
    period: Period, group: ClusterGroup, *, at: dt.datetime, tree: Tree | None = None
) -> ClusterProgress:
    """One cluster; `group.cluster.organiser` is loaded. The figures are of the tree that is drawn."""
    cluster, day = group.cluster, tree.day if tree else None
    as_of = at if day else figures.complete_at(cluster.organiser, period, at=at)
    known = _totals(group.unit_ids, period, day=day) if day else None
    (row,) = _rows([group], period, at=at, day=day, known=known)
    units = Unit.objects.filter(pk__in=group.unit_ids)
    names = dict(units.values_list("pk", "name_sort"))
    members = ranked(
        names | sort_keys_on(names, day) if day else names,
        period,
        holders=Q(unit_id__in=group.unit_ids),
        totals=known,
        is_sized=tree is None or tree.is_sized,
        as_of=as_of,
        at=at,
    )
    if day is not None:
        asof.renamed([line.unit for line in members.rows], day)
    blocks = ClustersBoard(
        organiser=cluster.organiser, year=cluster.year, rows=row.blocks, as_of=as_of
    )
    return ClusterProgress(row=row, blocks=blocks, members=members, as_of=as_of)


def _totals(
    unit_ids: Collection[int],
    period: Period,
    *,
    day: dt.date | None,
    known: Mapping[int, Counts] | None = None,
) -> Mapping[int, Counts]:
    if day is None:
        return figures.subtrees(Q(unit_id__in=unit_ids), period)
    return totals_of(unit_ids, period, day, known=known or {})


def _rows(
    groups: list[ClusterGroup],
    period: Period,
    *,
    at: dt.datetime,
    day: dt.date | None = None,
    known: Mapping[int, Counts] | None = None,
) -> tuple[ClusterRow, ...]:
    """Three queries for all groups and their blocks together."""
    everyone = list(_walk(groups))
    unit_ids = {unit_id for group in everyone for unit_id in group.unit_ids}
    cluster_ids = [group.cluster.pk for group in everyone]
    totals = _totals(unit_ids, period, day=day, known=known)
    aims = goals(period, Q(cluster_id__in=cluster_ids), by="cluster_id")
    return _ranked_rows(groups, period, totals, aims, at=at)


def _walk(groups: Iterable[ClusterGroup]) -> Iterator[ClusterGroup]:
    for group in groups:
        yield group
        yield from _walk(group.blocks)


def _ranked_rows(
    groups: Iterable[ClusterGroup],
    period: Period,
    totals: Mapping[int, Counts],
    aims: Goals,
    *,
    at: dt.datetime,
) -> tuple[ClusterRow, ...]:
    listed = list(groups)
    contenders = [_contender(group, totals, aims) for group in listed]
    places = {
        place.contender.key: place for place in rules.places(contenders, order=BoardOrder.SHARE)
    }
    rows = []
    for group in listed:
        pk = group.cluster.pk
        goal, counts = aims.of(pk), figures.summed(group.unit_ids, totals)
        rows.append(
            ClusterRow(
                cluster=group.cluster,
                units=len(group.unit_ids),
                counts=counts,
                goal=goal,
                standing=goal.standing(counts) if goal else None,
                pace=goal.pace(period, at=at) if goal else None,
                rank=places[pk].rank,
                is_tied=places[pk].is_tied,
                blocks=_ranked_rows(group.blocks, period, totals, aims, at=at),
            )
        )
    return tuple(rows)


def _contender(group: ClusterGroup, totals: Mapping[int, Counts], aims: Goals) -> rules.Contender:
    counts, goal = figures.summed(group.unit_ids, totals), aims.of(group.cluster.pk)
    return rules.Contender(
        key=group.cluster.pk,
        name_sort=text.sort_key(group.cluster.name),
        sent=counts.sent,
        valid=counts.valid,
        share=goal.standing(counts).fraction if goal else None,
    )
