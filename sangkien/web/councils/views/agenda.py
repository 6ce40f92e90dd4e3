"""What is on the agenda, and who has an interest in it."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.councils.actions import agenda
from sangkien.councils.enums import SessionState
from sangkien.councils.queries import showing
from sangkien.web.councils.forms.sessions import InterestForm, ItemForm
from sangkien.web.councils.forms.shared import ReasonForm
from sangkien.web.councils.frame import Reading, session_url
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Thêm nội dung"."""
    reading = Reading(request, pk)
    reading.ensure(reading.office.may_prepare)
    session = reading.session
    form = ItemForm(
        request.POST if request.method == "POST" else None,
        initial={
            "request_key": uuid.uuid4(),
            "is_scored": session.table_id is not None,
            "is_voted": True,
        },
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: agenda.add_item(session, **form.cleaned_data, by=request.actor, at=clock.now()),
        )
        if tried.done is not None:
            messages.success(request, _("Đã thêm nội dung %(n)d.") % {"n": tried.done.number})
            return redirect(session_url(session))
        status = tried.status
    context = {**reading.around(step=_("Thêm nội dung")), "form": form}
    return render(request, "councils/item_add.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: WorkRequest, pk: int, item_pk: int) -> HttpResponse:
    """ "Rút nội dung" before the session is opened."""
    reading = Reading(request, pk)
    reading.ensure(reading.office.may_prepare and reading.state == SessionState.PREPARING)
    item = showing.get_item(reading.session, item_pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _removed(request, item, form))
        if tried.done:
            messages.success(request, _("Đã rút nội dung khỏi kỳ họp."))
            return redirect(session_url(reading.session))
        status = tried.status
    context = {
        **reading.around(step=_("Rút nội dung")),
        "form": form,
        "heading": _("Rút nội dung %(n)d") % {"n": item.number},
        "about": item.title,
        "act": _("Rút nội dung"),
    }
    return render(request, "councils/reason.html", context, status=status)


def _removed(request: WorkRequest, item: object, form: ReasonForm) -> bool:
    agenda.remove_item(
        item,  # type: ignore[arg-type] # pages know no models
        reason=form.cleaned_data["reason"],
        by=request.actor,
        at=clock.now(),
    )
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def interest(request: WorkRequest, pk: int, item_pk: int) -> HttpResponse:
    """ "Khai có liên quan": for oneself, or noted by who runs the session."""
    reading = Reading(request, pk)
    found = reading.sitting()
    own = found.seat_of(request.actor)
    reading.ensure(own is not None or reading.office.may_run)
    item = showing.get_item(reading.session, item_pk)
    is_after_scoring = item.is_scored and reading.session.scoring_closed_at is not None
    people = found.seats if reading.office.may_run else [own] if own else []
    form = InterestForm(
        request.POST if request.method == "POST" else None,
        people=[seat for seat in people if not found.has_interest(seat, item.pk)],
        initial={"user": request.actor.user_id},
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: agenda.declare_interest(
                item, **form.written(), by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            words = _("Đã ghi. Người này không chấm, không bỏ phiếu nội dung này.")
            if is_after_scoring:
                words = _("Đã ghi. Người này không bỏ phiếu nội dung này; phiếu chấm vẫn tính.")
            messages.success(request, words)
            return redirect(session_url(reading.session))
        status = tried.status
    context = {
        **reading.around(step=_("Khai có liên quan")),
        "form": form,
        "item": item,
        "is_after_scoring": is_after_scoring,
    }
    return render(request, "councils/interest.html", context, status=status)
