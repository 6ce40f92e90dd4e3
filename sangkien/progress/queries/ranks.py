"""Which place one unit has, without reading the whole league."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from sangkien.core import paths, periods
from sangkien.programmes.models import Period
from sangkien.progress.models import SubtreeTotal
from sangkien.progress.queries import figures
from sangkien.progress.queries.figures import Counts
from sangkien.units.models import Cluster, ClusterMember, Unit


@dataclass(frozen=True, kw_only=True)
class Rank:
    """Place `number` of `of` units: the order by number of `rules.places`. `among` names those below
    whom: the superior in the tree that is drawn, of clusters the cluster itself.
    """

    number: int
    of: int
    is_tied: bool
    among: str


@dataclass(frozen=True, kw_only=True)
class ClusterRank:
    """The place within a cluster or block; `rank` is None while the unit has sent nothing."""

    cluster: Cluster
    rank: Rank | None


def sibling_rank(unit: Unit, period: Period, total: Counts) -> Rank | None:
    """Among the units below the same parent; who runs the period has none beside it."""
    if unit.pk == period.unit_id or not total.sent:
        return None
    above = unit.parent
    if above is None:
        return None
    first, last = periods.local_day(period.opens_at), periods.last_day(period.closes_at)
    siblings = Unit.objects.filter(parent=above).standing_between(first, last)
    equal = Q(valid=total.valid, sent=total.sent)
    better = Q(valid__gt=total.valid) | Q(valid=total.valid, sent__gt=total.sent)
    counted = SubtreeTotal.objects.filter(period=period, unit__in=siblings).aggregate(
        better=Count("pk", filter=better), equal=Count("pk", filter=equal)
    )
    return Rank(
        number=counted["better"] + 1,
        of=siblings.count(),
        is_tied=counted["equal"] > 1,
        among=above.label,
    )


def cluster_ranks(
    unit: Unit, period: Period, total: Counts, *, year: int
) -> tuple[ClusterRank, ...]:
    """In the clusters around and the blocks that the unit is in that year; three queries.

    Not in clusters that reach beyond the unit that runs the period: others have no part in it.
    """
    reached = paths.subtree(period.unit.path, field="cluster__organiser__path")
    memberships = (
        ClusterMember.objects.filter(reached, unit=unit, cluster__year=year)
        .select_related("cluster__parent")
        .order_by("cluster__organiser__path", "pk")
    )
    clusters = [
        cluster
        for membership in memberships
        for cluster in (membership.cluster.parent, membership.cluster)
        if cluster is not None
    ]
    members = _members(clusters)
    everybody = {unit_id for unit_ids in members.values() for unit_id in unit_ids}
    totals = figures.subtrees(Q(unit_id__in=everybody), period)
    return tuple(
        ClusterRank(cluster=cluster, rank=place_in(cluster, total, members[cluster.pk], totals))
        for cluster in clusters
    )


def _members(clusters: list[Cluster]) -> dict[int, list[int]]:
    """Unit ids per cluster, those of its blocks included."""
    ids = [cluster.pk for cluster in clusters]
    rows = ClusterMember.objects.filter(
        Q(cluster_id__in=ids) | Q(cluster__parent_id__in=ids)
    ).values_list("cluster_id", "cluster__parent_id", "unit_id")
    members: dict[int, list[int]] = {pk: [] for pk in ids}
    for cluster_id, parent_id, unit_id in rows:
        for pk in (cluster_id, parent_id):
            if pk in members:
                members[pk].append(unit_id)
    return members


def place_in(
    cluster: Cluster, total: Counts, unit_ids: Sequence[int], totals: Mapping[int, Counts]
) -> Rank | None:
    """The place of one member, whose figures are `total`, among all of them."""
    if not total.sent:
        return None
    merit = (total.valid, total.sent)
    others = [(counts.valid, counts.sent) for pk in unit_ids if (counts := totals.get(pk))]
    return Rank(
        number=sum(other > merit for other in others) + 1,
        of=len(unit_ids),
        is_tied=others.count(merit) > 1,
        among=cluster.name,
    )
