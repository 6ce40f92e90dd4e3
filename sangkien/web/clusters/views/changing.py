"""Renaming a cluster or block, and dissolving one."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.units import queries
from sangkien.units.actions import clusters
from sangkien.web.clusters.forms import RenameForm
from sangkien.web.clusters.frame import around, list_url, url_of
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Sửa tên, thứ tự"."""
    group = queries.get_managed_cluster(pk, actor=request.actor)
    cluster = group.cluster
    form = RenameForm(
        request.POST if request.method == "POST" else None,
        initial={"name": cluster.name, "number": cluster.number},
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: clusters.rename_cluster(
                cluster, **form.cleaned_data, by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu tên và thứ tự."))
            return redirect(url_of(cluster))
        status = tried.status
    context = {**around(request, group, step=_("Sửa tên")), "form": form}
    return render(request, "clusters/rename.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def dissolve(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Giải thể", after a page that says what goes with it."""
    group = queries.get_managed_cluster(pk, actor=request.actor)
    cluster = group.cluster
    form = Form(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _dissolved(request, group))
        if tried.done:
            messages.success(request, _("Đã giải thể %(name)s.") % {"name": cluster.name})
            return redirect(list_url(cluster.organiser, cluster.year))
        status = tried.status
    context = {
        **around(request, group, step=_("Giải thể")),
        "form": form,
        "units": list(queries.units_of(group).values()),
    }
    return render(request, "clusters/dissolve.html", context, status=status)


def _dissolved(request: WorkRequest, group: queries.ClusterGroup) -> bool:
    clusters.dissolve_cluster(group.cluster, by=request.actor, at=clock.now())
    return True
