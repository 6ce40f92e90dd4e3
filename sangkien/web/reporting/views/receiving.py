"""Send a report back; give one unit more time."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.reporting import permissions, queries
from sangkien.reporting.actions import receiving
from sangkien.reporting.models import Report
from sangkien.web.reporting.forms.acts import ExtendForm, SendBackForm
from sangkien.web.reporting.views.own import breadcrumb
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

FORM = ["GET", "HEAD", "POST"]


def _found(request: WorkRequest, pk: int) -> Report:
    found = queries.get_report(pk, actor=request.actor)
    if not permissions.can_run(request.actor, found.occurrence.request):
        raise NotFound(_("Không tìm thấy trang này."))
    return found


@require_http_methods(FORM)
def send_back(request: WorkRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    if not found.is_sent:
        raise NotFound(_("Báo cáo này chưa nộp hoặc đã được trả lại."))
    form = SendBackForm(request.POST or None, initial={"seen": found.number})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: receiving.send_back(
                found,
                reason=form.cleaned_data["reason"],
                is_void=form.cleaned_data["is_void"],
                seen=form.cleaned_data["seen"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã trả lại; đơn vị nhận được thông báo kèm lý do."))
            return redirect("reporting:report", pk)
        status = tried.status
    step = _("Trả lại")
    context = {"report": found, "form": form, "breadcrumb": breadcrumb(request.actor, found, step)}
    return render(request, "reporting/send_back.html", context, status=status)


@require_http_methods(FORM)
def extend(request: WorkRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    if found.counted_at is not None:
        raise NotFound(_("Đơn vị đã nộp báo cáo này nên không cần gia hạn."))
    form = ExtendForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: receiving.extend(
                found,
                until=form.cleaned_data["until"],
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã gia hạn; đơn vị nhận được thông báo."))
            return redirect("reporting:report", pk)
        status = tried.status
    step = _("Gia hạn")
    context = {"report": found, "form": form, "breadcrumb": breadcrumb(request.actor, found, step)}
    return render(request, "reporting/extend.html", context, status=status)
