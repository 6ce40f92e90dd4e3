"""Begin a year with the clusters and blocks of the year before."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.units import rules
from sangkien.units.actions.cluster_leading import set_rotation
from sangkien.units.actions.clusters import form_cluster, hold, join_cluster
from sangkien.units.enums import ClusterKind
from sangkien.units.errors import InvalidCluster
from sangkien.units.events import ClustersCopied
from sangkien.units.models import Cluster, Unit
from sangkien.units.queries.cluster_copies import ClusterCopy, CopyPlan, copy_plan


@transaction.atomic
def copy_last_year(organiser: Unit, *, year: int, by: Actor, at: dt.datetime) -> CopyPlan:
    """ "Chép cụm, khối từ năm trước": members and rotation; heads are elected anew.

    Units that ended are replaced by their only successor; what is unclear is left out, as the
    preview says.
    """
    if not by.can(Permission.CLUSTER_MANAGE, at=organiser.path):
        raise NotAllowed(_("Bạn không được lập cụm, khối thi đua cho đơn vị này."))
    rules.ensure_cluster_year(year)
    hold(organiser)
    if Cluster.objects.filter(organiser=organiser, year=year).exists():
        raise InvalidCluster(_("Năm %(year)s đã có cụm, khối.") % {"year": year}, field="year")
    plan = copy_plan(organiser, year=year, today=local_day(at))
    if not plan.clusters:
        raise InvalidCluster(
            _("Năm %(year)s chưa có cụm, khối nào để chép.") % {"year": plan.from_year},
            field="year",
        )
    for copy in plan.clusters:
        _form(organiser, copy, None, year=year, by=by, at=at)
    event = ClustersCopied(
        unit_id=organiser.pk,
        from_year=plan.from_year,
        year=year,
        clusters=len(plan.flat),
        members=sum(len(part.members) for part in plan.flat),
    )
    record(event, by=by, at=at)
    return plan


def _form(
    organiser: Unit,
    copy: ClusterCopy,
    parent: Cluster | None,
    *,
    year: int,
    by: Actor,
    at: dt.datetime,
) -> None:
    formed = form_cluster(
        organiser=organiser,
        kind=ClusterKind(copy.cluster.kind),
        year=year,
        name=copy.cluster.name,
        number=copy.cluster.number,
        parent=parent,
        by=by,
        at=at,
    )
    for member in copy.members:
        join_cluster(formed, member.unit, by=by, at=at)
    for block in copy.blocks:
        _form(organiser, block, formed, year=year, by=by, at=at)
    if copy.turns:  # after the blocks: their units may take turns in the cluster around them
        set_rotation(formed, [unit.pk for unit in copy.turns], by=by, at=at)
