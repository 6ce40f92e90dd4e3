"""Which units were in which cluster or block at a moment of the past."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain

from sangkien.core import periods
from sangkien.units.models import Cluster, ClusterMember, FormerMember, Unit

Members = dict[int, tuple[int, ...]]  # unit ids by cluster


@dataclass(frozen=True, kw_only=True)
class _Stay:
    cluster_id: int
    unit_id: int
    since_at: dt.datetime | None
    until_at: dt.datetime | None

    def covers(self, moment: dt.datetime) -> bool:
        """Just before a moment: that which ends a day belongs to the next one."""
        has_begun = self.since_at is None or self.since_at < moment
        return has_begun and (self.until_at is None or self.until_at >= moment)


def members_then(organiser_ids: Collection[int], *, year: int, then: dt.datetime) -> Members:
    """The members of every cluster and block of a year at a moment, two queries.

    Clusters are often entered after their year has begun: before the first list of an organiser
    the list of its first day holds. So an answer never changes once that day is over.
    """
    columns = ("cluster__organiser_id", "cluster_id", "unit_id", "since_at")
    wanted = {"cluster__organiser__in": organiser_ids, "cluster__year": year}
    now = ClusterMember.objects.filter(**wanted).order_by("pk").values_list(*columns)
    past = FormerMember.objects.filter(**wanted).order_by("pk").values_list(*columns, "until_at")
    stays: dict[int, list[_Stay]] = defaultdict(list)
    for organiser_id, cluster_id, unit_id, since_at, until_at in chain(
        ((*row, None) for row in now), past
    ):
        stay = _Stay(cluster_id=cluster_id, unit_id=unit_id, since_at=since_at, until_at=until_at)
        stays[organiser_id].append(stay)
    found: dict[int, list[int]] = defaultdict(list)
    for every in stays.values():
        moment = max(then, _first_list(every) or then)
        for stay in every:
            if stay.covers(moment):
                found[stay.cluster_id].append(stay.unit_id)
    return {pk: tuple(unit_ids) for pk, unit_ids in found.items()}


def _first_list(stays: Collection[_Stay]) -> dt.datetime | None:
    """The end of the day of the first list; None where somebody was in it from the start."""
    begun = [stay.since_at for stay in stays]
    known = [since_at for since_at in begun if since_at is not None]
    if not known or len(known) < len(begun):
        return None
    return periods.end_of(periods.local_day(min(known)))


def clusters_then(
    unit: Unit, *, year: int, then: dt.datetime
) -> tuple[tuple[Cluster, ...], Members]:
    """The clusters and blocks in which a unit was at a moment, the one around a block before it, with
    the members of each, those of its blocks included; five queries.
    """
    ids = [
        *ClusterMember.objects.filter(unit=unit, cluster__year=year).values_list(
            "cluster_id", flat=True
        ),
        *FormerMember.objects.filter(unit=unit, cluster__year=year).values_list(
            "cluster_id", flat=True
        ),
    ]
    rows = Cluster.objects.filter(pk__in=ids).select_related("organiser", "parent__organiser")
    known = list(rows.order_by("organiser__path", "pk"))
    organiser_ids = {cluster.organiser_id for cluster in known}
    own = members_then(organiser_ids, year=year, then=then)
    inside = Cluster.objects.filter(organiser__in=organiser_ids, year=year)
    members = _with_blocks(own, dict(inside.values_list("pk", "parent_id")))
    held = [cluster for cluster in known if unit.pk in own.get(cluster.pk, ())]
    every = [c for cluster in held for c in (cluster.parent, cluster) if c is not None]
    found = {cluster.pk: cluster for cluster in every}
    return tuple(found.values()), {pk: members.get(pk, ()) for pk in found}


def _with_blocks(own: Members, parents: dict[int, int | None]) -> Members:
    found: dict[int, list[int]] = defaultdict(list)
    for pk, unit_ids in own.items():
        for around in (pk, parents.get(pk)):
            if around is not None:
                found[around] += unit_ids
    return {pk: tuple(unit_ids) for pk, unit_ids in found.items()}
