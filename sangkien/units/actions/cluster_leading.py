"""Who leads a cluster or block, who comes next, and its documents."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.core import text
from sangkien.core.periods import local_day
from sangkien.files.actions import storing
from sangkien.files.enums import FileKind
from sangkien.journal.actions.recording import record
from sangkien.units.actions.clusters import ensure_may, hold
from sangkien.units.enums import ClusterPost
from sangkien.units.errors import InvalidCluster
from sangkien.units.events import (
    ClusterDocumentAdded,
    ClusterDocumentRemoved,
    ClusterLeadEnded,
    ClusterLeadSet,
    ClusterRotationSet,
)
from sangkien.units.models import Cluster, ClusterDocument, ClusterLead, ClusterTurn, Unit
from sangkien.units.queries.clusters import belongs_to, get_cluster

PAPERS = storing.Limits(
    kinds=frozenset({FileKind.PDF, FileKind.DOCX, FileKind.XLSX, FileKind.JPEG, FileKind.PNG})
)


def _ensure_belongs(cluster: Cluster, unit: Unit, user: User | None, *, on: dt.date) -> None:
    """The unit to the cluster, and the person to the unit."""
    if unit.pk not in get_cluster(cluster.pk).unit_ids:
        raise InvalidCluster(_("Hãy chọn một đơn vị trong cụm, khối."), field="unit")
    if user is not None and not belongs_to(user, unit, on=on):
        raise InvalidCluster(_("Người này không thuộc đơn vị đã chọn."), field="login")


@transaction.atomic
def appoint(
    cluster: Cluster,
    unit: Unit,
    *,
    post: ClusterPost,
    person: str,
    since_on: dt.date,
    until_on: dt.date | None,
    by: Actor,
    at: dt.datetime,
    user: User | None = None,
) -> ClusterLead:
    """ "Ghi cụm trưởng, cụm phó" whom the members elected; one head on any day. `user` is the
    account of the person, where there is one in the unit.
    """
    ensure_may(cluster, by)
    hold(cluster.organiser)
    if until_on is not None and until_on < since_on:
        raise InvalidCluster(_("Ngày kết thúc không được trước ngày bắt đầu."), field="until_on")
    _ensure_belongs(cluster, unit, user, on=local_day(at))
    _ensure_free(cluster, unit, post, since_on=since_on, until_on=until_on)
    lead = ClusterLead.objects.create(
        cluster=cluster,
        unit=unit,
        post=post,
        person=text.clean_line(person) or (user.full_name if user else ""),
        user=user,
        since_on=since_on,
        until_on=until_on,
    )
    event = ClusterLeadSet(
        unit_id=unit.pk,
        cluster_id=cluster.pk,
        post=post.value,
        since_on=since_on,
        until_on=until_on,
    )
    record(event, by=by, at=at)
    return lead


def _ensure_free(
    cluster: Cluster,
    unit: Unit,
    post: ClusterPost,
    *,
    since_on: dt.date,
    until_on: dt.date | None,
) -> None:
    """No second head, and nobody twice in the same days."""
    at_once = ClusterLead.objects.filter(Q(until_on=None) | Q(until_on__gte=since_on))
    at_once = at_once.filter(cluster=cluster)
    if until_on is not None:
        at_once = at_once.filter(since_on__lte=until_on)
    if at_once.filter(unit=unit).exists():
        raise InvalidCluster(
            _("Đơn vị này đang giữ một chức danh trong thời gian đó."), field="unit"
        )
    head = at_once.filter(post=ClusterPost.HEAD).select_related("unit", "cluster").first()
    if post == ClusterPost.HEAD and head is not None:
        raise InvalidCluster(
            _("%(unit)s đang là %(post)s trong thời gian đó. Hãy kết thúc nhiệm kỳ trước.")
            % {"unit": head.unit.label, "post": head.title.lower()},
            field="since_on",
        )


@transaction.atomic
def end_term(lead: ClusterLead, *, until_on: dt.date, by: Actor, at: dt.datetime) -> ClusterLead:
    """ "Kết thúc nhiệm kỳ" after a last day; an end that was set before may only come earlier."""
    cluster = lead.cluster
    ensure_may(cluster, by)
    hold(cluster.organiser)
    lead.refresh_from_db(fields=["until_on"])
    if until_on == lead.until_on:
        return lead
    if until_on < lead.since_on:
        raise InvalidCluster(_("Ngày kết thúc không được trước ngày bắt đầu."), field="until_on")
    if lead.until_on is not None and until_on > lead.until_on:
        raise InvalidCluster(_("Nhiệm kỳ đã kết thúc trước ngày đó."), field="until_on")
    lead.until_on = until_on
    lead.save(update_fields=["until_on"])
    event = ClusterLeadEnded(
        unit_id=lead.unit_id, cluster_id=cluster.pk, post=lead.post, until_on=until_on
    )
    record(event, by=by, at=at)
    return lead


@transaction.atomic
def set_rotation(
    cluster: Cluster, unit_ids: Sequence[int], *, by: Actor, at: dt.datetime
) -> list[ClusterTurn]:
    """ "Đặt danh sách luân phiên": the whole list at once; an empty one takes it away."""
    ensure_may(cluster, by)
    hold(cluster.organiser)
    wanted = list(unit_ids)
    if len(set(wanted)) != len(wanted) or set(wanted) - set(get_cluster(cluster.pk).unit_ids):
        raise InvalidCluster(_("Mỗi đơn vị trong cụm, khối chỉ đứng một lần trong danh sách."))
    standing = ClusterTurn.objects.filter(cluster=cluster).order_by("number")
    if list(standing.values_list("unit_id", flat=True)) == wanted:
        return list(standing)
    standing.delete()
    turns = ClusterTurn.objects.bulk_create(
        ClusterTurn(cluster=cluster, unit_id=unit_id, number=number)
        for number, unit_id in enumerate(wanted, start=1)
    )
    event = ClusterRotationSet(
        unit_id=cluster.organiser_id, cluster_id=cluster.pk, unit_ids=tuple(wanted)
    )
    record(event, by=by, at=at)
    return turns


@transaction.atomic
def add_document(
    cluster: Cluster,
    *,
    number: str,
    dated_on: dt.date,
    title: str,
    upload: "UploadedFile[Any] | None",
    by: Actor,
    at: dt.datetime,
) -> ClusterDocument:
    """ "Thêm văn bản"; the same one sent twice stands once."""
    ensure_may(cluster, by)
    hold(cluster.organiser)
    words = {"number": text.clean_line(number), "title": text.clean_line(title)}
    if ClusterDocument.objects.filter(cluster=cluster, dated_on=dated_on, **words).exists():
        raise InvalidCluster(_("Văn bản này đã có trong danh sách."), field="title")
    file = (
        storing.store(upload, purpose="cluster-document", by=by, at=at, limits=PAPERS)
        if upload
        else None
    )
    document = ClusterDocument.objects.create(
        cluster=cluster, dated_on=dated_on, file=file, **words
    )
    event = ClusterDocumentAdded(
        unit_id=cluster.organiser_id, cluster_id=cluster.pk, document_id=document.pk
    )
    record(event, by=by, at=at)
    return document


@transaction.atomic
def remove_document(document: ClusterDocument, *, by: Actor, at: dt.datetime) -> None:
    """ "Xóa văn bản" entered by mistake; the file goes with the weekly cleaning."""
    cluster = document.cluster
    ensure_may(cluster, by)
    hold(cluster.organiser)
    removed, _rows = ClusterDocument.objects.filter(pk=document.pk).delete()
    if removed:
        event = ClusterDocumentRemoved(
            unit_id=cluster.organiser_id,
            cluster_id=cluster.pk,
            document_id=document.pk,
            title=document.title,
        )
        record(event, by=by, at=at)
