"""Documents of the reader's units, and a new one."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.documents import permissions, queries
from sangkien.documents.actions import writing
from sangkien.documents.actions.writing import Start
from sangkien.documents.enums import DocumentState
from sangkien.papers.enums import PaperKind
from sangkien.units import queries as units
from sangkien.web.documents.forms import SHIPPED, BeginForm
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.documents.models import Document
    from sangkien.units.models import Unit

PARTS = {
    "dang-soan": (gettext_lazy("Đang soạn"), DocumentState.DRAFT),
    "cho-ky": (gettext_lazy("Chờ ký"), DocumentState.WAITING),
    "da-ban-hanh": (gettext_lazy("Đã ban hành"), DocumentState.ISSUED),
}
FIRST = "dang-soan"


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    actor = request.actor
    if not actor.can_somewhere(Permission.DOCUMENT_WRITE):
        raise NotFound(_("Không tìm thấy trang này."))
    asked = request.GET.get("muc", "")
    part = asked if asked in PARTS else FIRST
    before = number(request.GET.get("sau"))
    page = queries.documents_page(actor, PARTS[part][1], before=before)
    here = reverse("documents:index")
    context = {
        "tabs": [
            Link(label=str(label), url=f"{here}?muc={key}", current=key == part)
            for key, (label, _state) in PARTS.items()
        ],
        "rows": page.rows,
        "first_url": f"{here}?muc={part}" if before is not None else "",
        "following_url": f"{here}?muc={part}&sau={page.following}" if page.following else "",
        "units": queries.writing_units(actor),
    }
    return render(request, "documents/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: WorkRequest, unit_code: str) -> HttpResponse:
    """From a template, with the figures of a programme."""
    unit = units.get_unit(unit_code, actor=request.actor)
    if not permissions.can_begin(request.actor, unit):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    periods = queries.periods_for(unit)
    form = BeginForm(
        request.POST or None,
        initial={
            "request_key": uuid.uuid4(),
            "template": request.GET.get("tu") or f"{SHIPPED}bao_cao_so_ket",
            "period": request.GET.get("dot") or (str(periods[0].pk) if periods else ""),
        },
        shipped=queries.shipped(),
        own=queries.templates_of(request.actor, unit=unit),
        periods=periods,
    )
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _begun(request, unit, form))
        if tried.done is not None:
            messages.success(
                request, _("Đã lập dự thảo. Sửa từng phần, trình ký, người khác của đơn vị ký.")
            )
            return redirect("documents:detail", tried.done.pk)
        status = tried.status
    return render(request, "documents/begin.html", {"form": form, "unit": unit}, status=status)


def _begun(request: WorkRequest, unit: "Unit", form: BeginForm) -> "Document":
    template = form.template_chosen
    start = Start(
        kind=PaperKind(template.kind),
        report_kind=template.report_kind,
        content=template.content,
        period=form.period_chosen,
    )
    return writing.begin(
        unit,
        start,
        request_key=form.cleaned_data["request_key"] or uuid.uuid4(),
        by=request.actor,
        at=clock.now(),
    )
