"""Minutes and counting records: written, looked at, approved, released."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.councils import writing
from sangkien.councils.actions import minutes, sessions
from sangkien.councils.enums import BallotState, SessionState
from sangkien.councils.queries import showing
from sangkien.papers.actions import issuing
from sangkien.papers.actions.issuing import Draft
from sangkien.web.councils.forms.sessions import MinutesForm
from sangkien.web.councils.frame import Reading, session_url
from sangkien.web.shared.downloads import docx_response, pdf_response
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.councils.models import Ballot, SessionPaper

WRITABLE = (SessionState.OPEN, SessionState.CLOSED)
APPROVED = (SessionState.APPROVED, SessionState.RELEASED)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Diễn biến, kết luận" by the secretary."""
    reading = Reading(request, pk)
    session = reading.session
    reading.ensure(reading.office.may_run and reading.state in WRITABLE)
    form = MinutesForm(
        request.POST if request.method == "POST" else None,
        initial={"discussion": session.discussion, "conclusion": session.conclusion},
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: sessions.write_minutes(
                session, **form.cleaned_data, by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu nội dung biên bản."))
            return redirect("councils:minutes", session.pk)
        status = tried.status
    context = {**reading.around(step=_("Biên bản")), "form": form, **_papers(reading)}
    return render(request, "councils/minutes.html", context, status=status)


@recently_proven
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Duyệt biên bản" by the chair, after a look at the papers."""
    reading = Reading(request, pk)
    reading.ensure(reading.office.may_preside and reading.state in (SessionState.CLOSED, *APPROVED))
    if reading.state in APPROVED:
        messages.info(request, _("Biên bản đã được duyệt."))
        return redirect(session_url(reading.session))
    form = Form(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: minutes.approve(
                reading.session,
                address=request.client_address,
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã duyệt biên bản."))
            return redirect(session_url(reading.session))
        status = tried.status
    context = {**reading.around(step=_("Duyệt biên bản")), "form": form, **_papers(reading)}
    return render(request, "councils/approve.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Công bố kết quả", after a page that says what becomes known."""
    reading = Reading(request, pk)
    reading.ensure(reading.office.may_run and reading.state in APPROVED)
    if reading.state == SessionState.RELEASED:
        messages.info(request, _("Kết quả của kỳ họp đã được công bố."))
        return redirect("councils:board", reading.session.pk)
    form = Form(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: minutes.release(
                reading.session,
                address=request.client_address,
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã công bố kết quả của kỳ họp."))
            return redirect("councils:board", reading.session.pk)
        status = tried.status
    context = {**reading.around(step=_("Công bố kết quả")), "form": form}
    return render(request, "councils/release.html", context, status=status)


@require_safe
def minutes_pdf(request: WorkRequest, pk: int) -> HttpResponseBase:
    """ "Biên bản họp": as approved, or a draft with its mark."""
    return _as_pdf(*_minutes(request, pk))


@require_safe
def minutes_docx(request: WorkRequest, pk: int) -> HttpResponseBase:
    return _as_docx(*_minutes(request, pk))


@require_safe
def counting_pdf(request: WorkRequest, pk: int, ballot_pk: int) -> HttpResponseBase:
    """ "Biên bản kiểm phiếu" of a closed ballot."""
    return _as_pdf(*_counting(request, pk, ballot_pk))


@require_safe
def counting_docx(request: WorkRequest, pk: int, ballot_pk: int) -> HttpResponseBase:
    return _as_docx(*_counting(request, pk, ballot_pk))


def _minutes(request: WorkRequest, pk: int) -> "tuple[str, SessionPaper | Draft]":
    reading = Reading(request, pk)
    reading.ensure(reading.may_print and reading.state != SessionState.PREPARING)
    made = showing.paper_of(reading.session) or writing.minutes_draft(
        reading.session, kept_back=reading.kept_from
    )
    return _name(reading, "bien-ban-hop", made), made


def _counting(request: WorkRequest, pk: int, ballot_pk: int) -> "tuple[str, SessionPaper | Draft]":
    reading = Reading(request, pk)
    reading.ensure(reading.may_print)
    ballot = showing.get_ballot(reading.session, ballot_pk)
    if ballot.state != BallotState.CLOSED:
        raise NotFound(_("Lần bỏ phiếu này chưa kiểm phiếu xong."))
    reading.ensure(not showing.is_about(ballot, reading.kept_from))
    made = showing.paper_of(reading.session, ballot) or writing.counting_draft(ballot)
    return _name(reading, f"bien-ban-kiem-phieu-{ballot.number}", made), made


def _name(reading: Reading, what: str, made: "SessionPaper | Draft") -> str:
    session = reading.session
    mark = "-du-thao" if isinstance(made, Draft) else ""
    return f"{what}-{session.number}-{session.year}{mark}"


def _as_pdf(name: str, made: "SessionPaper | Draft") -> HttpResponseBase:
    pdf = issuing.preview(made) if isinstance(made, Draft) else minutes.rendered(made)
    return pdf_response(pdf, f"{name}.pdf")


def _as_docx(name: str, made: "SessionPaper | Draft") -> HttpResponseBase:
    docx = issuing.preview_docx(made) if isinstance(made, Draft) else minutes.as_docx(made)
    return docx_response(docx, f"{name}.docx")


def _papers(reading: Reading) -> "dict[str, list[Ballot]]":
    closed = [
        one
        for one in showing.ballots_of(reading.session)
        if one.is_closed and not showing.is_about(one, reading.kept_from)
    ]
    return {"closed": closed}
