"""What the officer of a unit decides about one initiative, and which one comes next."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sangkien.core import clock
from sangkien.core.errors import ChangedMeanwhile
from sangkien.initiatives import queries
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import ReasonMissing
from sangkien.web.initiatives.forms.decisions import ReasonForm
from sangkien.web.initiatives.views import finding, reading
from sangkien.web.shared.refusals import CONFLICT, UNPROCESSABLE, show_at
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative


@require_POST
def decide(request: WorkRequest, code: str, decision: State) -> HttpResponse:
    """Confirm, return or reject; a second officer learns who was first."""
    initiative = finding.reviewed(request, code)
    form = ReasonForm(request.POST, outcome=decision) if decision != State.CONFIRMED else None
    if form is not None and not form.is_valid():
        return reading.page(request, initiative, forms={decision: form}, status=UNPROCESSABLE)
    try:
        decided = confirmation.decide(
            initiative,
            decision=decision,
            reason=form.words() if form else "",
            by=request.actor,
            at=clock.now(),
        )
    except ReasonMissing as refusal:
        if form is None:
            raise
        show_at(form, refusal)
        return reading.page(request, initiative, forms={decision: form}, status=UNPROCESSABLE)
    except ChangedMeanwhile as refusal:
        fresh = queries.get_initiative(code, actor=request.actor)
        return reading.page(request, fresh, conflict=str(refusal), status=CONFLICT)
    messages.success(request, decided_words(decided, decision))
    return _onwards(request, decided)


def decided_words(initiative: "Initiative", decision: State) -> str:
    words = {
        State.CONFIRMED: _("Đã xác nhận hợp lệ: “%(title)s”."),
        State.RETURNED: _("Đã trả lại để bổ sung: “%(title)s”."),
        State.REJECTED: _("Không công nhận: “%(title)s”."),
    }
    return words[decision] % {"title": initiative.title}


def _onwards(request: WorkRequest, decided: "Initiative") -> HttpResponse:
    """The next one of the queue for an officer who works through it; else back to this one."""
    if not request.POST.get("hang-doi"):
        return redirect("initiatives:detail", decided.code)
    following = queries.next_for_review(request.actor, after=decided)
    if following is None:
        return redirect("initiatives:queue")
    return redirect(reverse("initiatives:detail", args=[following.code]) + "?hang-doi=1")
