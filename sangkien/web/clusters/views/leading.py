"""Head, deputies, and who comes next."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.units import queries
from sangkien.units.actions import cluster_leading
from sangkien.units.enums import ClusterPost
from sangkien.web.clusters.forms import AppointForm, EndForm, RotationForm
from sangkien.web.clusters.frame import around, titles, url_of
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.units.models import ClusterLead


@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Ghi cụm trưởng, cụm phó"; the unit whose turn it is stands chosen."""
    group = queries.get_managed_cluster(pk, actor=request.actor)
    cluster, today = group.cluster, clock.today()
    units = queries.units_of(group)
    leads, turns = queries.leads_of(cluster), queries.turns_of(cluster)
    proposed = queries.next_in_turn(turns, leads, on=today)
    form = AppointForm(
        request.POST if request.method == "POST" else None,
        units=units,
        titles=list(zip(ClusterPost.values, titles(cluster), strict=True)),
        find=lambda unit, login: queries.person_in(unit, login, on=today),
        initial={
            "post": ClusterPost.HEAD,
            "unit": proposed.pk if proposed else "",
            "since_on": today,
        },
    )
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _appointed(request, group, form))
        if tried.done is not None:
            messages.success(
                request,
                _("Đã ghi %(unit)s là %(post)s.")
                % {"unit": tried.done.unit.label, "post": tried.done.title.lower()},
            )
            return redirect(url_of(cluster))
        status = tried.status
    context = {
        **around(request, group, step=_("Ghi trưởng, phó")),
        "form": form,
        "has_units": bool(units),
        "proposed": proposed,
        "head_title": titles(cluster)[0],
    }
    return render(request, "clusters/appoint.html", context, status=status)


def _appointed(
    request: WorkRequest, group: queries.ClusterGroup, form: AppointForm
) -> "ClusterLead":
    return cluster_leading.appoint(
        group.cluster, **form.written(), by=request.actor, at=clock.now()
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: WorkRequest, pk: int, lead_pk: int) -> HttpResponse:
    """ "Kết thúc nhiệm kỳ"."""
    group = queries.get_managed_cluster(pk, actor=request.actor)
    lead = queries.get_lead(group.cluster, lead_pk)
    form = EndForm(request.POST if request.method == "POST" else None, today=clock.today())
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: cluster_leading.end_term(
                lead, **form.cleaned_data, by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ghi ngày kết thúc nhiệm kỳ."))
            return redirect(url_of(group.cluster))
        status = tried.status
    context = {
        **around(request, group, step=_("Kết thúc nhiệm kỳ")),
        "lead": lead,
        "form": form,
    }
    return render(request, "clusters/end_term.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def rotation(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Danh sách luân phiên"."""
    group = queries.get_managed_cluster(pk, actor=request.actor)
    cluster = group.cluster
    form = RotationForm(
        request.POST if request.method == "POST" else None,
        units=queries.units_of(group),
        turns=queries.turns_of(cluster),
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: cluster_leading.set_rotation(
                cluster, form.order(), by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu danh sách luân phiên."))
            return redirect(url_of(cluster))
        status = tried.status
    context = {
        **around(request, group, step=_("Danh sách luân phiên")),
        "form": form,
        "lines": list(form.lines()),
        "head_title": titles(cluster)[0],
    }
    return render(request, "clusters/rotation.html", context, status=status)
