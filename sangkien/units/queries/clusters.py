"""Reading clusters and blocks."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from sangkien.core.errors import NotFound
from sangkien.units.models import Cluster, ClusterMember, Unit


@dataclass(frozen=True, kw_only=True)
class ClusterGroup:
    """A cluster with its blocks; `unit_ids` are all members, those of the blocks included."""

    cluster: Cluster
    blocks: tuple["ClusterGroup", ...]
    own_unit_ids: tuple[int, ...]

    @property
    def unit_ids(self) -> tuple[int, ...]:
        return self.own_unit_ids + tuple(pk for block in self.blocks for pk in block.unit_ids)


def clusters_of(organiser: Unit, *, year: int) -> list[ClusterGroup]:
    """The clusters and stand-alone blocks of a year, nested, in their order; three queries."""
    members = Prefetch("memberships", ClusterMember.objects.order_by("pk"))
    rows = (
        Cluster.objects.filter(organiser=organiser, year=year)
        .prefetch_related(members)
        .order_by("number", "pk")
    )
    return _nest(list(rows), parent_id=None)


def get_cluster(pk: int) -> ClusterGroup:
    """One cluster or block with everything in it; clusters are public like the units."""
    cluster = Cluster.objects.select_related("organiser", "parent").filter(pk=pk).first()
    if cluster is None:
        raise NotFound(_("Không tìm thấy cụm, khối thi đua này."))
    members = Prefetch("memberships", ClusterMember.objects.order_by("pk"))
    rows = Cluster.objects.filter(Q(pk=pk) | Q(parent_id=pk)).prefetch_related(members)
    return next(
        group
        for group in _nest(list(rows.order_by("number", "pk")), parent_id=cluster.parent_id)
        if group.cluster.pk == pk
    )


def _nest(rows: list[Cluster], *, parent_id: int | None) -> list[ClusterGroup]:
    return [
        ClusterGroup(
            cluster=row,
            blocks=tuple(_nest(rows, parent_id=row.pk)),
            own_unit_ids=tuple(member.unit_id for member in row.memberships.all()),
        )
        for row in rows
        if row.parent_id == parent_id
    ]


def cluster_of(unit: Unit, *, year: int) -> Cluster | None:
    """The cluster or block that the unit is in that year, if any."""
    member = (
        ClusterMember.objects.filter(unit=unit, cluster__year=year)
        .select_related("cluster__parent")
        .order_by("pk")
        .first()
    )
    return member.cluster if member else None


def clusters_with(unit: Unit, *, year: int) -> list[Cluster]:
    """The clusters and blocks that the unit is in that year, one per organiser at most."""
    found = Cluster.objects.filter(memberships__unit=unit, year=year)
    return list(found.select_related("organiser", "parent").order_by("organiser__path", "pk"))
