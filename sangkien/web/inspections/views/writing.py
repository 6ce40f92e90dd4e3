"""Minutes: the team writes them, the unit confirms them or asks for a change, addenda."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.inspections.actions import adding
from sangkien.inspections.actions import minutes as writing
from sangkien.inspections.errors import InvalidInspection
from sangkien.units.queries import children
from sangkien.web.inspections.forms.writing import (
    AddendumForm,
    AnswerMinutesForm,
    MinutesForm,
    initial,
)
from sangkien.web.inspections.frame import Reading
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

FORM = ["GET", "HEAD", "POST"]
MOST_UNITS = 100


@require_http_methods(FORM)
def minutes(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Lập biên bản"."""
    reading = Reading(request, pk)
    visit, today = reading.visit, local_day(request.received_at)
    alive = visit.inspection.is_announced and not visit.inspection.is_cancelled
    reading.ensure(may=alive and reading.writes and visit.is_writable)
    below = children(visit.unit, on=today)[:MOST_UNITS]
    form = MinutesForm(
        request.POST or None,
        visit=visit,
        units=[visit.unit, *below],
        initial=initial(visit, today=today),
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: writing.write(
                visit,
                form.minutes(),
                seen=form.cleaned_data["seen"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu biên bản. Đơn vị chưa thấy."))
            return redirect("inspections:visit", pk)
        status = tried.status
    context = {**reading.around(_("Lập biên bản")), "form": form}
    return render(request, "inspections/minutes.html", context, status=status)


@require_http_methods(FORM)
def answer(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Xác nhận biên bản" by the unit, or what is to be changed."""
    reading = Reading(request, pk)
    visit = reading.visit
    reading.ensure(may=reading.speaks and visit.is_proposed and not visit.inspection.is_cancelled)
    form = AnswerMinutesForm(request.POST or None, initial={"seen": visit.digest})
    status = 200
    if request.method == "POST":
        intent = request.POST.get("intent", "")
        tried = attempt(form, lambda: _answered(reading, form, intent))
        if tried.done is not None:
            messages.success(request, tried.done)
            return redirect("inspections:visit", pk)
        status = tried.status
    context = {**reading.around(_("Xác nhận biên bản")), "form": form, "minutes": visit.minutes}
    return render(request, "inspections/answer.html", context, status=status)


def _answered(reading: Reading, form: AnswerMinutesForm, intent: str) -> str:
    visit, values, at = reading.visit, form.cleaned_data, clock.now()
    by, seen = reading.request.actor, values["seen"]
    if intent == "accept":
        if values["words"]:
            raise InvalidInspection(
                _("Đã ghi nội dung cần sửa: hãy bấm “Đề nghị sửa”, hoặc xóa ô này rồi xác nhận."),
                field="words",
            )
        writing.accept(visit, seen=seen, by=by, at=at)
        return _("Đã xác nhận. Biên bản được khóa; hạn khắc phục bắt đầu tính.")
    if intent == "object":
        writing.object_to(visit, words=values["words"], seen=seen, by=by, at=at)
        return _("Đã gửi đề nghị sửa cho đoàn.")
    raise NotFound(_("Không có việc này."))


@require_http_methods(FORM)
def addendum(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Lập phụ lục" of locked minutes."""
    reading = Reading(request, pk)
    reading.ensure(may=reading.writes and reading.visit.is_locked)
    form = AddendumForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: adding.write_addendum(
                reading.visit, words=form.cleaned_data["words"], by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lập phụ lục; chờ đơn vị xác nhận."))
            return redirect("inspections:visit", pk)
        status = tried.status
    context = {**reading.around(_("Phụ lục")), "form": form}
    return render(request, "inspections/addendum.html", context, status=status)
