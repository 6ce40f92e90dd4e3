"""Reading clusters and blocks."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.accounts.models import User
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.units import rules
from sangkien.units.enums import ClusterPost
from sangkien.units.models import (
    Cluster,
    ClusterDocument,
    ClusterLead,
    ClusterMember,
    ClusterTurn,
    Grant,
    Membership,
    Unit,
)
from sangkien.units.queries.cluster_past import Members, members_then
from sangkien.units.queries.people import signed_in_by
from sangkien.units.queries.tree import PAGE, named


@dataclass(frozen=True, kw_only=True)
class ClusterGroup:
    """A cluster with its blocks; `unit_ids` are all members, those of the blocks included."""

    cluster: Cluster
    blocks: tuple["ClusterGroup", ...]
    own_unit_ids: tuple[int, ...]

    @property
    def unit_ids(self) -> tuple[int, ...]:
        return self.own_unit_ids + tuple(pk for block in self.blocks for pk in block.unit_ids)


def clusters_of(
    organiser: Unit, *, year: int, then: dt.datetime | None = None
) -> list[ClusterGroup]:
    """The clusters and stand-alone blocks of a year, nested, in their order, with the members of
    today or of a moment; three queries at most.
    """
    rows = Cluster.objects.filter(organiser=organiser, year=year).order_by("number", "pk")
    if then is not None:
        past = members_then([organiser.pk], year=year, then=then)
        return _nest(list(rows), parent_id=None, past=past)
    members = Prefetch("memberships", ClusterMember.objects.order_by("pk"))
    return _nest(list(rows.prefetch_related(members)), parent_id=None)


def members_at(group: ClusterGroup, then: dt.datetime) -> ClusterGroup:
    """The same cluster with the members of a moment; two queries."""
    cluster = group.cluster
    past = members_then([cluster.organiser_id], year=cluster.year, then=then)
    rows = [cluster, *(block.cluster for block in group.blocks)]
    (found,) = (g for g in _nest(rows, parent_id=cluster.parent_id, past=past))
    return found


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


def _nest(
    rows: list[Cluster], *, parent_id: int | None, past: Members | None = None
) -> list[ClusterGroup]:
    """`past` has the members of a moment; without it those of today were prefetched."""
    return [
        ClusterGroup(
            cluster=row,
            blocks=tuple(_nest(rows, parent_id=row.pk, past=past)),
            own_unit_ids=tuple(member.unit_id for member in row.memberships.all())
            if past is None
            else past.get(row.pk, ()),
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


def get_visible_cluster(pk: int, *, actor: Actor) -> ClusterGroup:
    """A cluster or block with its blocks, for officers of its organiser and of the units in it.

    The units of one cluster and of its blocks see all of it.
    """
    group = get_cluster(pk)
    if not actor.can(Permission.UNIT_VIEW, at=group.cluster.organiser.path):
        whole = get_cluster(group.cluster.parent_id) if group.cluster.parent_id else group
        members = Unit.objects.filter(pk__in=whole.unit_ids).values_list("path", flat=True)
        if not any(actor.can(Permission.UNIT_VIEW, at=path) for path in members):
            raise NotFound(_("Không tìm thấy cụm, khối thi đua này."))
    return group


def may_manage(cluster: Cluster, *, actor: Actor) -> bool:
    return actor.can(Permission.CLUSTER_MANAGE, at=cluster.organiser.path)


def get_managed_cluster(pk: int, *, actor: Actor) -> ClusterGroup:
    """One that the actor may change."""
    group = get_cluster(pk)
    if not may_manage(group.cluster, actor=actor):
        raise NotFound(_("Không tìm thấy cụm, khối thi đua này."))
    return group


def units_of(group: ClusterGroup) -> dict[int, Unit]:
    """All units of a cluster and its blocks by id, in Vietnamese order."""
    rows = Unit.objects.filter(pk__in=group.unit_ids).order_by("name_sort", "pk")
    return {unit.pk: unit for unit in rows}


def get_cluster_member(group: ClusterGroup, unit_id: int) -> ClusterMember:
    """The membership in the cluster itself, not in its blocks."""
    rows = ClusterMember.objects.filter(cluster=group.cluster, unit_id=unit_id)
    member = rows.select_related("cluster__organiser", "cluster__parent", "unit").first()
    if member is None:
        raise NotFound(_("Không tìm thấy đơn vị này trong cụm, khối."))
    return member


def leads_of(cluster: Cluster) -> list[ClusterLead]:
    """Heads before deputies, the latest terms first."""
    rows = ClusterLead.objects.filter(cluster=cluster).select_related("unit", "cluster")
    return sorted(
        rows, key=lambda lead: (lead.post != ClusterPost.HEAD, -lead.since_on.toordinal())
    )


def heads_on(cluster_ids: Iterable[int], day: dt.date) -> dict[int, ClusterLead]:
    """Who leads each cluster or block on a day; one query."""
    rows = ClusterLead.objects.filter(
        Q(until_on=None) | Q(until_on__gte=day),
        cluster_id__in=list(cluster_ids),
        post=ClusterPost.HEAD,
        since_on__lte=day,
    )
    return {lead.cluster_id: lead for lead in rows.select_related("unit")}


def get_lead(cluster: Cluster, pk: int) -> ClusterLead:
    rows = ClusterLead.objects.filter(cluster=cluster, pk=pk)
    lead = rows.select_related("unit", "cluster__organiser").first()
    if lead is None:
        raise NotFound(_("Không tìm thấy nhiệm kỳ này."))
    return lead


def turns_of(cluster: Cluster) -> list[Unit]:
    """The rotation list in its order."""
    rows = ClusterTurn.objects.filter(cluster=cluster).select_related("unit").order_by("number")
    return [turn.unit for turn in rows]


def next_in_turn(turns: list[Unit], leads: list[ClusterLead], *, on: dt.date) -> Unit | None:
    """Who is to lead after the head of that day; the first of the list while there is none."""
    heads = (lead for lead in leads if lead.post == ClusterPost.HEAD and lead.is_in_force_on(on))
    leading = next(heads, None)
    order = rules.turns_from([unit.pk for unit in turns], leading.unit_id if leading else None)
    return next((unit for unit in turns if unit.pk == order[0]), None) if order else None


def belongs_to(user: User, unit: Unit, *, on: dt.date) -> bool:
    """Whether somebody is a member in the branch of a unit, or acts for the unit itself."""
    members = Membership.objects.in_force_on(on).filter(user=user)
    if members.filter(paths.subtree(unit.path, field="unit__path")).exists():
        return True
    return Grant.objects.in_force_on(on).filter(user=user, unit=unit).exists()


def person_in(unit: Unit, login: str, *, on: dt.date) -> User | None:
    """Who has this member code or phone number, among those who belong to a unit or act for it."""
    rows = Membership.objects.filter(paths.subtree(unit.path, field="unit__path"))
    member = rows.filter(signed_in_by(login)).in_force_on(on).select_related("user").first()
    if member is not None:
        return member.user
    grants = Grant.objects.filter(signed_in_by(login), unit=unit).in_force_on(on)
    grant = grants.select_related("user").first()
    return grant.user if grant else None


def roles_in_clusters(unit_ids: Iterable[int], *, since: dt.date) -> list[str]:
    """Of units: the clusters and blocks of the year in which they are, and which they lead from a
    day on; in words.
    """
    ids = list(unit_ids)
    leads = ClusterLead.objects.filter(
        Q(until_on=None) | Q(until_on__gte=since), unit_id__in=ids
    ).select_related("unit", "cluster")
    inside = ClusterMember.objects.filter(unit_id__in=ids, cluster__year__gte=since.year)
    words = [
        _("%(unit)s: %(post)s của %(cluster)s năm %(year)s")
        % {
            "unit": lead.unit.label,
            "post": lead.title.lower(),
            "cluster": lead.cluster.name,
            "year": lead.cluster.year,
        }
        for lead in leads.order_by("unit__path", "pk")
    ]
    return words + [
        _("%(unit)s: ở trong %(cluster)s năm %(year)s")
        % {"unit": row.unit.label, "cluster": row.cluster.name, "year": row.cluster.year}
        for row in inside.select_related("unit", "cluster").order_by("unit__path", "pk")
    ]


def documents_of(cluster: Cluster) -> list[ClusterDocument]:
    rows = ClusterDocument.objects.filter(cluster=cluster).select_related("file")
    return list(rows.order_by("-dated_on", "-pk"))


def get_document(cluster: Cluster, pk: int) -> ClusterDocument:
    rows = ClusterDocument.objects.filter(cluster=cluster, pk=pk)
    document = rows.select_related("file", "cluster__organiser").first()
    if document is None:
        raise NotFound(_("Không tìm thấy văn bản này."))
    return document


def cluster_years(organiser: Unit) -> list[int]:
    """The years for which the unit formed clusters or blocks, the latest first."""
    years = Cluster.objects.filter(organiser=organiser).values_list("year", flat=True)
    return sorted(set(years), reverse=True)


def joinable(cluster: Cluster, *, typed: str, on: dt.date, limit: int = PAGE) -> list[Unit]:
    """Units below the organiser in no cluster of that year: the direct ones, or those typed."""
    organiser = cluster.organiser
    taken = ClusterMember.objects.filter(
        cluster__organiser=organiser, cluster__year=cluster.year
    ).values("unit_id")
    rows = Unit.objects.standing_on(on).exclude(pk__in=taken).exclude(pk=organiser.pk)
    below = Q(parent=organiser)
    if typed:
        below = paths.subtree(organiser.path) & (named(typed) | Q(code=typed.strip().upper()))
    return list(rows.filter(below).select_related("level").order_by("name_sort", "pk")[:limit])
