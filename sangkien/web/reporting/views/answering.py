"""Write and send a report."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.reporting import answers, permissions, queries
from sangkien.reporting.actions import sending
from sangkien.web.reporting import lines
from sangkien.web.reporting.forms.acts import ReportForm
from sangkien.web.reporting.views.own import breadcrumb
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.reporting.models import Report

DRAFT = "draft"


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Soạn báo cáo": keep a draft, or send it; sent again it is a correction."""
    found = queries.get_report(pk, actor=request.actor)
    if not permissions.can_send(request.actor, found) or found.occurrence.is_cancelled:
        raise NotFound(_("Báo cáo này không do bạn nộp, hoặc không phải nộp nữa."))
    form = _form(request, found)
    status = 200
    if request.method == "POST":
        is_draft = request.POST.get("intent") == DRAFT
        tried = attempt(form, lambda: _kept(request, found, form, is_draft=is_draft))
        if tried.done is not None:
            if is_draft:
                messages.success(request, _("Đã lưu nháp; đơn vị giao chưa thấy."))
                return redirect("reporting:write", pk)
            messages.success(request, _("Đã gửi báo cáo."))
            return redirect("reporting:report", pk)
        status = tried.status
    context = {
        "report": found,
        "request_": found.occurrence.request,
        "line": lines.line(found, now=request.received_at),
        "form": form,
        "optional": {one.key for one in found.occurrence.request.asked if one.is_optional},
        "breadcrumb": breadcrumb(request.actor, found, _("Soạn báo cáo")),
    }
    return render(request, "reporting/write.html", context, status=status)


def _form(request: WorkRequest, report: "Report") -> ReportForm:
    present = report.draft or report.answers
    named = answers.file_ids(report.occurrence.request.asked, present)
    kept = list(report.files.filter(pk__in=named).select_related("file").order_by("pk"))
    return ReportForm(
        request.POST or None,
        request.FILES or None,
        report=report,
        kept=kept,
        initial={**present, "seen": report.stamp},
    )


def _kept(request: WorkRequest, report: "Report", form: ReportForm, *, is_draft: bool) -> "Report":
    typed, now = form.typed(), clock.now()
    if is_draft:
        return sending.save_draft(report, typed, by=request.actor, at=now)
    return sending.send(report, typed, by=request.actor, at=request.received_at, now=now)
