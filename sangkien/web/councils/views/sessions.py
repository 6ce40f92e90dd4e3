"""A session: calling it, its page, who is there, and its steps."""

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.core import clock
from sangkien.core.errors import DomainError, NotAllowed, NotFound
from sangkien.councils import queries
from sangkien.councils.actions import sessions
from sangkien.councils.queries import showing
from sangkien.web.councils.forms.sessions import AttendanceForm, SessionForm, as_written, starting
from sangkien.web.councils.frame import Reading, around_council, label_of, session_url
from sangkien.web.councils.workspace import workspace
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.councils.models import Session


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Triệu tập kỳ họp"."""
    council = showing.get_council(pk, actor=request.actor)
    if not queries.office(request.actor, council, on=clock.today()).may_prepare:
        raise NotFound(_("Không tìm thấy trang này của hội đồng."))
    tables = showing.tables_of(council)
    start = {**starting(), "request_key": uuid.uuid4(), "table": tables[0].pk if tables else ""}
    form = SessionForm(
        request.POST if request.method == "POST" else None, tables=tables, initial=start
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: sessions.call(
                council,
                form.settings(),
                request_key=form.cleaned_data["request_key"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lập %(label)s.") % {"label": label_of(tried.done)})
            return redirect(session_url(tried.done))
        status = tried.status
    context = {
        **around_council(request, council, step=_("Triệu tập kỳ họp")),
        "form": form,
        "has_tables": bool(tables),
    }
    return render(request, "councils/session_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Sửa kỳ họp" while it is being prepared."""
    reading = Reading(request, pk)
    reading.ensure(reading.office.may_prepare)
    session = reading.session
    tables = showing.tables_of(session.council)
    form = SessionForm(
        request.POST if request.method == "POST" else None,
        tables=tables,
        initial={**as_written(session), "request_key": session.request_key},
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: sessions.change(session, form.settings(), by=request.actor, at=clock.now()),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu kỳ họp."))
            return redirect(session_url(session))
        status = tried.status
    context = {
        **reading.around(step=_("Sửa kỳ họp")),
        "form": form,
        "has_tables": bool(tables),
    }
    return render(request, "councils/session_form.html", context, status=status)


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    """The workspace of who runs it, the agenda of a member, the results for others."""
    reading = Reading(request, pk)
    return render(request, "councils/session.html", workspace(reading))


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Điểm danh"."""
    reading = Reading(request, pk)
    reading.ensure(reading.office.may_run)
    session = reading.session
    form = AttendanceForm(
        request.POST if request.method == "POST" else None,
        seats=reading.sitting().seats,
        marked=showing.attendance_of(session),
    )
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _attended(request, session, form))
        if tried.done:
            messages.success(request, _("Đã lưu điểm danh."))
            return redirect(session_url(session))
        status = tried.status
    context = {**reading.around(step=_("Điểm danh")), "form": form, "lines": list(form.lines())}
    return render(request, "councils/attendance.html", context, status=status)


def _attended(request: WorkRequest, session: "Session", form: AttendanceForm) -> bool:
    sessions.take_attendance(session, form.written(), by=request.actor, at=clock.now())
    return True


@require_POST
def open_session(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Khai mạc"."""
    return _step(request, pk, sessions.open_session, _("Kỳ họp đã khai mạc."))


@require_POST
def close_scoring(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Kết thúc chấm điểm"."""
    return _step(request, pk, sessions.close_scoring, _("Đã khóa phiếu và tổng hợp điểm."))


@require_POST
def close_session(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Bế mạc"."""
    return _step(
        request, pk, sessions.close_session, _("Kỳ họp đã bế mạc. Hãy hoàn thiện biên bản.")
    )


def _step(request: WorkRequest, pk: int, action: Callable[..., Any], done: str) -> HttpResponse:
    """One step on; a refusal is said on the page of the session."""
    reading = Reading(request, pk)
    reading.ensure(reading.office.may_run)
    try:
        action(reading.session, by=request.actor, at=clock.now())
    except NotAllowed:
        raise
    except DomainError as refusal:
        again = Reading(request, pk)
        context = {**workspace(again), "refusal": str(refusal)}
        return render(request, "councils/session.html", context, status=422)
    messages.success(request, done)
    return redirect(session_url(reading.session))
