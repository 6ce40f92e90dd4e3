"""The end of a ballot."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.core import clock
from sangkien.core.errors import DomainError, NotAllowed
from sangkien.councils.actions import counting
from sangkien.councils.queries import showing
from sangkien.web.councils.forms.ballots import CountForm, team_initial
from sangkien.web.councils.forms.shared import ReasonForm
from sangkien.web.councils.frame import Reading
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.councils.models import Ballot


@require_POST
def close(request: WorkRequest, pk: int, ballot_pk: int) -> HttpResponse:
    """ "Kết thúc bỏ phiếu"."""
    reading, found = _running(request, pk, ballot_pk)
    return _act(reading, found, counting.close_ballot, done=_("Đã kiểm phiếu."))


@require_POST
def confirm(request: WorkRequest, pk: int, ballot_pk: int) -> HttpResponse:
    """ "Xác nhận kiểm phiếu"."""
    reading, found = _running(request, pk, ballot_pk)
    return _act(reading, found, counting.confirm_count, done=_("Đã xác nhận kết quả kiểm phiếu."))


@require_http_methods(["GET", "HEAD", "POST"])
def count(request: WorkRequest, pk: int, ballot_pk: int) -> HttpResponse:
    """ "Nhập kết quả kiểm phiếu"."""
    reading, found = _running(request, pk, ballot_pk)
    voters = found.voters.count()
    form = CountForm(
        request.POST if request.method == "POST" else None,
        lines=showing.lines_of(found),
        initial={"issued": voters, "collected": voters, **team_initial(found.team)},
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: counting.record_count(found, form.count(), by=request.actor, at=clock.now()),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ghi kết quả. Chủ tịch xác nhận thì mới công bố."))
            return redirect("councils:ballot", pk, found.pk)
        status = tried.status
    context = {**reading.around(step=_("Nhập kết quả")), "ballot": found, "form": form}
    return render(
        request,
        "councils/ballot_count.html",
        {**context, "lines": list(form.lines())},
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: WorkRequest, pk: int, ballot_pk: int) -> HttpResponse:
    """ "Đề nghị kiểm lại"."""
    reading, found = _running(request, pk, ballot_pk)
    reading.ensure(reading.office.may_preside)
    return _with_reason(
        reading,
        found,
        counting.return_count,
        words={
            "heading": _("Đề nghị kiểm phiếu lại"),
            "act": _("Đề nghị kiểm lại"),
            "done": _("Đã trả lại để kiểm phiếu lại."),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def annul(request: WorkRequest, pk: int, ballot_pk: int) -> HttpResponse:
    """ "Hủy lần bỏ phiếu"."""
    reading, found = _running(request, pk, ballot_pk)
    reading.ensure(reading.office.may_preside or not found.was_counted)
    return _with_reason(
        reading,
        found,
        counting.annul,
        words={
            "heading": _("Hủy lần bỏ phiếu"),
            "act": _("Hủy lần bỏ phiếu"),
            "done": _("Đã hủy lần bỏ phiếu; kết quả đã nhập được giữ trong nhật ký.")
            if found.was_counted
            else _("Đã hủy lần bỏ phiếu; các phiếu đã bỏ bị xóa."),
        },
    )


def _running(request: WorkRequest, pk: int, ballot_pk: int) -> "tuple[Reading, Ballot]":
    reading = Reading(request, pk)
    reading.ensure(reading.office.may_run)
    return reading, showing.get_ballot(reading.session, ballot_pk)


def _act(
    reading: Reading, found: "Ballot", action: Callable[..., Any], *, done: str
) -> HttpResponse:
    """A refusal is said above the page of the ballot."""
    try:
        action(found, by=reading.request.actor, at=clock.now())
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(reading.request, str(refusal))
    else:
        messages.success(reading.request, done)
    return redirect("councils:ballot", reading.session.pk, found.pk)


def _with_reason(
    reading: Reading, found: "Ballot", action: Callable[..., Any], *, words: dict[str, str]
) -> HttpResponse:
    request = reading.request
    form = ReasonForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: action(
                found, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, words["done"])
            return redirect("councils:ballot", reading.session.pk, found.pk)
        status = tried.status
    context = {
        **reading.around(step=words["heading"]),
        "form": form,
        "about": found.title,
        **words,
    }
    return render(request, "councils/reason.html", context, status=status)
