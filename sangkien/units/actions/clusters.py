"""Group units into clusters and blocks for a year."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths, text
from sangkien.core.db import locked
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.core.relations import pointed_at
from sangkien.journal.actions.recording import record
from sangkien.units import rules
from sangkien.units.enums import ClusterKind
from sangkien.units.errors import InvalidCluster
from sangkien.units.events import (
    ClusterDissolved,
    ClusterFormed,
    ClusterJoined,
    ClusterLeft,
    ClusterMoved,
    ClusterRenamed,
)
from sangkien.units.models import (
    Cluster,
    ClusterLead,
    ClusterMember,
    ClusterTurn,
    FormerMember,
    Unit,
)


@transaction.atomic
def form_cluster(
    *,
    organiser: Unit,
    kind: ClusterKind,
    year: int,
    name: str,
    number: int,
    by: Actor,
    at: dt.datetime,
    parent: Cluster | None = None,
) -> Cluster:
    """ "Lập cụm, khối thi đua" for a year; a block may lie inside a cluster, not the reverse."""
    if not by.can(Permission.CLUSTER_MANAGE, at=organiser.path):
        raise NotAllowed(_("Bạn không được lập cụm, khối thi đua cho đơn vị này."))
    rules.ensure_cluster_year(year)
    _ensure_nested(parent, kind=kind, organiser=organiser, year=year)
    hold(organiser)
    clean = text.clean_line(name)
    _ensure_new_name(organiser, year, clean)
    cluster = Cluster.objects.create(
        organiser=organiser, parent=parent, kind=kind, year=year, name=clean, number=number
    )
    record(ClusterFormed(unit_id=organiser.pk, cluster_id=cluster.pk, year=year), by=by, at=at)
    return cluster


def _ensure_nested(
    parent: Cluster | None, *, kind: ClusterKind, organiser: Unit, year: int
) -> None:
    if parent is None:
        return
    if kind != ClusterKind.BLOCK or parent.kind != ClusterKind.CLUSTER:
        raise InvalidCluster(_("Chỉ khối thi đua mới nằm trong cụm thi đua."), field="parent")
    if parent.organiser_id != organiser.pk or parent.year != year:
        raise InvalidCluster(_("Khối và cụm phải cùng đơn vị lập và cùng năm."), field="parent")


def _ensure_new_name(organiser: Unit, year: int, name: str, *, but: int = 0) -> None:
    named = Cluster.objects.filter(organiser=organiser, year=year, name=name).exclude(pk=but)
    if named.exists():
        raise InvalidCluster(_("Năm này đã có cụm, khối mang tên đó."), field="name")


def ensure_may(cluster: Cluster, by: Actor) -> None:
    if not by.can(Permission.CLUSTER_MANAGE, at=cluster.organiser.path):
        raise NotAllowed(_("Bạn không được sửa cụm, khối thi đua này."))


def hold(organiser: Unit) -> None:
    """One change at a time among the clusters of an organiser: rules look at all of them."""
    locked(Unit.objects.filter(pk=organiser.pk)).get()


@transaction.atomic
def rename_cluster(
    cluster: Cluster, *, name: str, number: int, by: Actor, at: dt.datetime
) -> Cluster:
    """ "Sửa tên, thứ tự"; nothing is written when nothing differs."""
    ensure_may(cluster, by)
    hold(cluster.organiser)
    clean = text.clean_line(name)
    _ensure_new_name(cluster.organiser, cluster.year, clean, but=cluster.pk)
    if (clean, number) == (cluster.name, cluster.number):
        return cluster
    cluster.name, cluster.number = clean, number
    cluster.save(update_fields=["name", "number"])
    record(ClusterRenamed(unit_id=cluster.organiser_id, cluster_id=cluster.pk), by=by, at=at)
    return cluster


@transaction.atomic
def dissolve_cluster(cluster: Cluster, *, by: Actor, at: dt.datetime) -> None:
    """ "Giải thể": only while nothing depends on it; members, heads and rotation go with it."""
    ensure_may(cluster, by)
    hold(cluster.organiser)
    if not Cluster.objects.filter(pk=cluster.pk).exists():
        return  # somebody was faster, or pressed twice
    if cluster.blocks.exists():
        raise InvalidCluster(_("Trong cụm còn khối. Hãy giải thể các khối trước."))
    if cluster.documents.exists():
        raise InvalidCluster(_("Cụm, khối còn văn bản. Hãy xóa hoặc giữ lại cụm, khối này."))
    if pointed_at(Cluster, [cluster.pk], only_blocking=True):
        raise InvalidCluster(_("Cụm, khối đã được giao chỉ tiêu nên không giải thể được."))
    event = ClusterDissolved(
        unit_id=cluster.organiser_id, cluster_id=cluster.pk, year=cluster.year, title=cluster.name
    )
    Cluster.objects.get(pk=cluster.pk).delete()
    record(event, by=by, at=at)


@transaction.atomic
def join_cluster(cluster: Cluster, unit: Unit, *, by: Actor, at: dt.datetime) -> ClusterMember:
    """ "Đưa đơn vị vào cụm, khối": at most one per organiser and year, or it would count twice.

    Who is put into a cluster of a year that is over was in it then: the list is only late.
    """
    organiser = cluster.organiser
    ensure_may(cluster, by)
    if unit.pk == organiser.pk or not paths.contains(organiser.path, unit.path):
        raise InvalidCluster(_("Đơn vị phải thuộc đơn vị lập cụm, khối."), field="unit")
    hold(organiser)
    taken = ClusterMember.objects.filter(
        unit=unit, cluster__organiser=organiser, cluster__year=cluster.year
    )
    if taken.exists():
        raise InvalidCluster(_("Đơn vị đã ở trong một cụm, khối khác của năm này."), field="unit")
    since_at = at if local_day(at).year <= cluster.year else _first_since(cluster, at)
    member = ClusterMember.objects.create(cluster=cluster, unit=unit, since_at=since_at)
    record(ClusterJoined(unit_id=unit.pk, cluster_id=cluster.pk), by=by, at=at)
    return member


def _first_since(cluster: Cluster, at: dt.datetime) -> dt.datetime | None:
    """When the first list of the organiser for that year began; None: from the start."""
    members = ClusterMember.objects.filter(
        cluster__organiser=cluster.organiser_id, cluster__year=cluster.year
    )
    begun = list(members.values_list("since_at", flat=True))
    known = [since_at for since_at in begun if since_at is not None]
    return None if len(known) < len(begun) else min(known, default=at)


@transaction.atomic
def join_units(
    cluster: Cluster, units: Iterable[Unit], *, by: Actor, at: dt.datetime
) -> list[ClusterMember]:
    """Several units at once: all of them or none."""
    ensure_may(cluster, by)
    chosen = list(units)
    closed = [unit for unit in chosen if unit.closed_on and unit.closed_on <= local_day(at)]
    if closed:
        raise InvalidCluster(
            _("%(name)s đã kết thúc hoạt động.") % {"name": closed[0].label}, field="units"
        )
    return [join_cluster(cluster, unit, by=by, at=at) for unit in chosen]


@transaction.atomic
def move_member(member: ClusterMember, to: Cluster, *, by: Actor, at: dt.datetime) -> ClusterMember:
    """ "Chuyển đơn vị sang cụm, khối khác" of the same organiser and year; figures follow."""
    source = member.cluster
    ensure_may(source, by)
    if (to.organiser_id, to.year) != (source.organiser_id, source.year):
        raise InvalidCluster(_("Chỉ chuyển trong các cụm, khối cùng năm."), field="to")
    hold(source.organiser)
    if to.pk == source.pk:
        return member
    _let_go(member, at=at, towards=to)
    _remember(member, at=at)
    ClusterMember.objects.filter(pk=member.pk).update(cluster=to, since_at=at)
    event = ClusterMoved(unit_id=member.unit_id, cluster_id=to.pk, from_id=source.pk)
    record(event, by=by, at=at)
    member.refresh_from_db()
    return member


@transaction.atomic
def leave_cluster(member: ClusterMember, *, by: Actor, at: dt.datetime) -> None:
    """ "Đưa đơn vị ra khỏi cụm, khối"; figures of the cluster no longer count it."""
    ensure_may(member.cluster, by)
    hold(member.cluster.organiser)
    if not ClusterMember.objects.filter(pk=member.pk).exists():
        return  # somebody was faster, or pressed twice
    _let_go(member, at=at)
    _remember(member, at=at)
    event = ClusterLeft(unit_id=member.unit_id, cluster_id=member.cluster_id)
    ClusterMember.objects.filter(pk=member.pk).delete()
    record(event, by=by, at=at)


def _remember(member: ClusterMember, *, at: dt.datetime) -> None:
    """Where it was until now, for figures of the past."""
    FormerMember.objects.create(
        cluster_id=member.cluster_id,
        unit_id=member.unit_id,
        since_at=member.since_at,
        until_at=at,
    )


def _let_go(member: ClusterMember, *, at: dt.datetime, towards: Cluster | None = None) -> None:
    """The unit's place in the rotation goes; while it leads, it stays.

    A block's units may lead and take turns in the cluster around it; who moves inside that
    cluster keeps both.
    """
    left = {pk for pk in (member.cluster_id, member.cluster.parent_id) if pk}
    if towards is not None:
        left -= {towards.pk, towards.parent_id}
    leads = ClusterLead.objects.filter(cluster_id__in=left, unit=member.unit_id)
    for lead in leads.select_related("cluster"):
        if lead.until_on is None or lead.until_on >= local_day(at):
            raise InvalidCluster(
                _("Đơn vị đang là %(post)s. Hãy kết thúc nhiệm kỳ trước.")
                % {"post": lead.title.lower()},
                field="unit",
            )
    ClusterTurn.objects.filter(cluster_id__in=left, unit=member.unit_id).delete()
