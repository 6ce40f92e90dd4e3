"""Which units are in a cluster or block."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.units import queries
from sangkien.units.actions import clusters
from sangkien.web.clusters.forms import AddForm, MoveForm
from sangkien.web.clusters.frame import around, url_of
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.units.models import Cluster, ClusterMember

LEAVE = "leave"
LONGEST_QUERY = 200


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Thêm đơn vị": the units directly below the organiser, or those that were looked for."""
    group = queries.get_managed_cluster(pk, actor=request.actor)
    cluster = group.cluster
    typed = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    free = queries.joinable(cluster, typed=typed, on=clock.today())
    form = AddForm(request.POST if request.method == "POST" else None, units=free)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: clusters.join_units(cluster, form.chosen(), by=request.actor, at=clock.now()),
            names={"unit": "units"},
        )
        if tried.done is not None:
            messages.success(request, _("Đã thêm %(count)s đơn vị.") % {"count": len(tried.done)})
            return redirect(url_of(cluster))
        status = tried.status
    context = {
        **around(request, group, step=_("Thêm đơn vị")),
        "form": form,
        "has_units": bool(free),
        "is_cut": len(free) == queries.PAGE,
        "typed": typed,
        "search_url": reverse("clusters:add", args=[cluster.pk]),
    }
    return render(request, "clusters/add.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: WorkRequest, pk: int, unit_pk: int) -> HttpResponse:
    """ "Chuyển sang cụm, khối khác" or "Đưa ra"."""
    group = queries.get_managed_cluster(pk, actor=request.actor)
    member = queries.get_cluster_member(group, unit_pk)
    others = _others(group)
    is_leaving = request.POST.get("intent") == LEAVE
    data = request.POST if request.method == "POST" else None
    form = MoveForm(data, clusters=others)
    if is_leaving:
        form.fields["to"].required = False
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: _left(request, member) if is_leaving else _moved(request, member, form),
        )
        if tried.done is not None:
            messages.success(request, tried.done)
            return redirect(url_of(group.cluster))
        status = tried.status
    context = {
        **around(request, group, step=member.unit.label),
        "member": member,
        "form": form,
        "others": others,
    }
    return render(request, "clusters/member.html", context, status=status)


def _others(group: queries.ClusterGroup) -> "list[Cluster]":
    """Every other cluster and block of the year, each cluster before its blocks."""
    cluster = group.cluster
    return [
        part.cluster
        for one in queries.clusters_of(cluster.organiser, year=cluster.year)
        for part in (one, *one.blocks)
        if part.cluster.pk != cluster.pk
    ]


def _left(request: WorkRequest, member: "ClusterMember") -> str:
    clusters.leave_cluster(member, by=request.actor, at=clock.now())
    return _("Đã đưa %(unit)s ra khỏi %(name)s.") % {
        "unit": member.unit.label,
        "name": member.cluster.name,
    }


def _moved(request: WorkRequest, member: "ClusterMember", form: MoveForm) -> str:
    to = form.chosen()
    clusters.move_member(member, to, by=request.actor, at=clock.now())
    return _("Đã chuyển %(unit)s sang %(name)s.") % {"unit": member.unit.label, "name": to.name}
