"""The documents of a cluster or block."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.units import queries
from sangkien.units.actions import cluster_leading
from sangkien.web.clusters.forms import DocumentForm
from sangkien.web.clusters.frame import around, url_of
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.units.models import ClusterDocument


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Thêm văn bản"."""
    group = queries.get_managed_cluster(pk, actor=request.actor)
    form = DocumentForm(request.POST, request.FILES) if request.method == "POST" else DocumentForm()
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _added(request, group, form))
        if tried.done is not None:
            messages.success(request, _("Đã thêm văn bản."))
            return redirect(url_of(group.cluster))
        status = tried.status
    context = {**around(request, group, step=_("Thêm văn bản")), "form": form}
    return render(request, "clusters/document.html", context, status=status)


def _added(
    request: WorkRequest, group: queries.ClusterGroup, form: DocumentForm
) -> "ClusterDocument":
    written = form.cleaned_data
    return cluster_leading.add_document(
        group.cluster,
        number=written["number"],
        dated_on=written["dated_on"],
        title=written["title"],
        upload=written["file"],
        by=request.actor,
        at=clock.now(),
    )


@require_safe
def file(request: WorkRequest, pk: int, doc_pk: int) -> HttpResponseBase:
    """For everybody who sees the cluster."""
    group = queries.get_visible_cluster(pk, actor=request.actor)
    document = queries.get_document(group.cluster, doc_pk)
    if document.file is None:
        raise NotFound(_("Văn bản này không có tệp."))
    return file_response(document.file)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: WorkRequest, pk: int, doc_pk: int) -> HttpResponse:
    """ "Xóa văn bản" entered by mistake."""
    group = queries.get_managed_cluster(pk, actor=request.actor)
    document = queries.get_document(group.cluster, doc_pk)
    if request.method == "POST":
        cluster_leading.remove_document(document, by=request.actor, at=clock.now())
        messages.success(request, _("Đã xóa văn bản khỏi danh sách."))
        return redirect(url_of(group.cluster))
    context = {**around(request, group, step=_("Xóa văn bản")), "document": document}
    return render(request, "clusters/document_remove.html", context)
