"""Group units into clusters and blocks for a year."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths, text
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.units.enums import ClusterKind
from sangkien.units.errors import InvalidCluster
from sangkien.units.events import ClusterFormed, ClusterJoined
from sangkien.units.models import Cluster, ClusterMember, Unit


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
    if parent is not None:
        if kind != ClusterKind.BLOCK or parent.kind != ClusterKind.CLUSTER:
            raise InvalidCluster(_("Chỉ khối thi đua mới nằm trong cụm thi đua."), field="parent")
        if parent.organiser_id != organiser.pk or parent.year != year:
            raise InvalidCluster(_("Khối và cụm phải cùng đơn vị lập và cùng năm."), field="parent")
    clean = text.clean_line(name)
    if Cluster.objects.filter(organiser=organiser, year=year, name=clean).exists():
        raise InvalidCluster(_("Năm này đã có cụm, khối mang tên đó."), field="name")
    cluster = Cluster.objects.create(
        organiser=organiser, parent=parent, kind=kind, year=year, name=clean, number=number
    )
    record(ClusterFormed(unit_id=organiser.pk, cluster_id=cluster.pk, year=year), by=by, at=at)
    return cluster


@transaction.atomic
def join_cluster(cluster: Cluster, unit: Unit, *, by: Actor, at: dt.datetime) -> ClusterMember:
    """ "Đưa đơn vị vào cụm, khối": at most one per organiser and year."""
    organiser = cluster.organiser
    if not by.can(Permission.CLUSTER_MANAGE, at=organiser.path):
        raise NotAllowed(_("Bạn không được sửa cụm, khối thi đua này."))
    if unit.pk == organiser.pk or not paths.contains(organiser.path, unit.path):
        raise InvalidCluster(_("Đơn vị phải thuộc đơn vị lập cụm, khối."), field="unit")
    taken = ClusterMember.objects.filter(
        unit=unit, cluster__organiser=organiser, cluster__year=cluster.year
    )
    if taken.exists():
        raise InvalidCluster(_("Đơn vị đã ở trong một cụm, khối khác của năm này."), field="unit")
    member = ClusterMember.objects.create(cluster=cluster, unit=unit)
    record(ClusterJoined(unit_id=unit.pk, cluster_id=cluster.pk), by=by, at=at)
    return member
