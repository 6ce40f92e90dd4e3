"""Withdraw an initiative, throw a draft away, take a decision back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sangkien.core import clock, codes
from sangkien.core.errors import ChangedMeanwhile, NotAllowed, NotFound
from sangkien.initiatives import permissions, queries
from sangkien.initiatives.actions import confirmation, drafting, submission
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import ReasonMissing, WrongState
from sangkien.recognition.errors import StillRefused
from sangkien.web.initiatives.forms.decisions import ReasonForm
from sangkien.web.initiatives.views import finding, reading
from sangkien.web.shared.refusals import CONFLICT, UNPROCESSABLE, show_at
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative

DISCARDED = "discarded"  # the last draft that was thrown away in this session


@require_POST
def withdraw(request: WorkRequest, code: str) -> HttpResponse:
    """The author takes it back; it leaves all figures."""
    return _with_reason(
        request,
        finding.own(request, code),
        outcome=State.WITHDRAWN,
        action=submission.withdraw,
        done=_("Đã rút sáng kiến. Sáng kiến không còn tính vào số liệu nào."),
    )


@require_POST
def reopen(request: WorkRequest, code: str) -> HttpResponse:
    """An officer takes a confirmation or rejection back."""
    return _with_reason(
        request,
        finding.reviewed(request, code),
        outcome=State.SUBMITTED,
        action=confirmation.reopen,
        done=_("Đã mở lại. Sáng kiến đang chờ xét."),
    )


def _with_reason(
    request: WorkRequest,
    initiative: "Initiative",
    *,
    outcome: State,
    action: Callable[..., "Initiative"],
    done: str,
) -> HttpResponse:
    form = ReasonForm(request.POST, outcome=outcome)
    if not form.is_valid():
        return reading.page(request, initiative, forms={outcome: form}, status=UNPROCESSABLE)
    try:
        action(initiative, reason=form.words(), by=request.actor, at=clock.now())
    except ReasonMissing as refusal:
        show_at(form, refusal)
        return reading.page(request, initiative, forms={outcome: form}, status=UNPROCESSABLE)
    except (ChangedMeanwhile, WrongState, StillRefused) as refusal:
        fresh = queries.get_initiative(initiative.code, actor=request.actor)
        return reading.page(request, fresh, conflict=str(refusal), status=CONFLICT)
    messages.success(request, done)
    place = reverse("initiatives:detail", args=[initiative.code])
    return redirect(f"{place}?{reading.QUEUE}=1" if request.POST.get(reading.QUEUE) else place)


@require_POST
def discard(request: WorkRequest, code: str) -> HttpResponse:
    """Throw a draft away that was never sent.

    A second tap leads on like the first; for everybody else there is nothing to throw away.
    """
    try:
        initiative = finding.own(request, code)
    except NotFound:
        if request.session.get(DISCARDED) != codes.canonical(code):
            raise
        return redirect("desk:index")
    if not permissions.can_discard(request.actor, initiative):
        raise NotAllowed(_("Sáng kiến đã gửi thì không xóa được, chỉ rút được."))
    drafting.discard_draft(initiative, by=request.actor, at=clock.now())
    request.session[DISCARDED] = initiative.code
    messages.success(request, _("Đã xóa bản nháp “%(title)s”.") % {"title": initiative})
    return redirect("desk:index")
