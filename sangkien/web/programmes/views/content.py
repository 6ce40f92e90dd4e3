"""Draft a programme and revise what it says."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.programmes import queries
from sangkien.programmes.actions import drafting
from sangkien.web.programmes.forms.content import FIELD_NAMES, ContentForm, initial_of
from sangkien.web.programmes.views.managing import breadcrumb, managed
from sangkien.web.shared.refusals import CONFLICT, attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.programmes.models import Programme


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: WorkRequest) -> HttpResponse:
    owners = queries.owners_for(request.actor)
    if not owners:
        raise NotFound(_("Không tìm thấy trang này."))
    context: dict[str, Any] = {"heading": _("Soạn chương trình mới"), "is_new": True}
    if request.method != "POST":
        return _page(request, ContentForm(owners=owners), context)
    form = ContentForm(request.POST, owners=owners)
    if "add" in request.POST:
        return _page(request, form.grown(owners), context)
    tried = attempt(
        form,
        lambda: drafting.draft_programme(
            next(unit for unit in owners if unit.pk == form.cleaned_data["owner"]),
            content=form.content(),
            by=request.actor,
            at=clock.now(),
        ),
        names=FIELD_NAMES,
    )
    if tried.done is None:
        return _page(request, form, context, status=tried.status)
    messages.success(request, _("Đã lưu bản soạn. Tiếp theo: đặt các giai đoạn."))
    return redirect("programmes:manage", slug=tried.done.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WorkRequest, slug: str) -> HttpResponse:
    programme = managed(request, slug)
    context: dict[str, Any] = {
        "heading": _("Sửa nội dung chương trình"),
        "programme": programme,
        "breadcrumb": breadcrumb(programme, here=_("Sửa nội dung")),
    }
    if request.method != "POST":
        initial = initial_of(
            programme,
            fields=queries.fields(programme),
            documents=queries.documents(programme),
            seen=_last_entry(programme),
        )
        return _page(request, ContentForm(initial=initial), context)
    form = ContentForm(request.POST)
    if "add" in request.POST:
        return _page(request, form.grown(()), context)
    tried = attempt(
        form,
        lambda: drafting.revise_programme(
            programme,
            content=form.content(),
            by=request.actor,
            at=clock.now(),
            seen=form.cleaned_data["seen"],
        ),
        names=FIELD_NAMES,
    )
    if tried.done is None:
        if tried.status == CONFLICT:
            form.now_seen(_last_entry(programme))
        return _page(request, form, context, status=tried.status)
    messages.success(request, _("Đã lưu nội dung chương trình."))
    return redirect("programmes:manage", slug=slug)


def _last_entry(programme: "Programme") -> int:
    last = queries.last_change(programme)
    return last.entry_id if last else 0


def _page(
    request: WorkRequest, form: ContentForm, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    return render(request, "programmes/content.html", {**context, "form": form}, status=status)
