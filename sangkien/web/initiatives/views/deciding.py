"""What the officer of a unit decides about one initiative, and which one comes next."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sangkien.core import clock
from sangkien.core.errors import ChangedMeanwhile
from sangkien.initiatives import canned, queries, stages, waiting
from sangkien.initiatives.actions import confirmation, passing_up
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import ReasonMissing
from sangkien.web.initiatives import showing
from sangkien.web.initiatives.forms.decisions import UPWARDS, ReasonForm
from sangkien.web.initiatives.views import finding, reading
from sangkien.web.initiatives.views.reading import JUST_DONE, QUEUE
from sangkien.web.shared.refusals import CONFLICT, UNPROCESSABLE, attempt, show_at
from sangkien.web.shared.work import WorkRequest


@require_POST
def decide(request: WorkRequest, code: str, decision: State) -> HttpResponse:
    """Confirm, return or reject; a second officer learns who was first."""
    initiative = finding.reviewed(request, code)
    after = waiting.cursor_of(initiative)  # before it loses its place in the queue
    form = None
    if decision != State.CONFIRMED:
        offered = canned.reasons_of(request.actor)
        form = ReasonForm(request.POST, outcome=decision, canned=offered)
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
    if not request.POST.get(QUEUE):
        kind = stages.kind_of(decided, queries.last_decision(decided))
        messages.success(request, showing.decided_words(decided, kind))
        return redirect("initiatives:detail", decided.code)
    return _onwards(request, after=after, done=urlencode({JUST_DONE: decided.code}))


@require_POST
def pass_up(request: WorkRequest, code: str) -> HttpResponse:
    """To the unit above, with why; the entry then stands in the queue of that one."""
    initiative = finding.reviewed(request, code)
    after = waiting.cursor_of(initiative)
    form = ReasonForm(request.POST, outcome=UPWARDS)
    tried = attempt(
        form,
        lambda: passing_up.pass_up(
            initiative, reason=form.words(), by=request.actor, at=clock.now()
        ),
    )
    if tried.done is None:
        fresh = queries.get_initiative(code, actor=request.actor)
        return reading.page(request, fresh, forms={UPWARDS: form}, status=tried.status)
    messages.success(
        request,
        _("Đã chuyển lên cấp trên: “%(title)s”. Tác giả và cấp trên đọc được lý do.")
        % {"title": tried.done.title},
    )
    if not request.POST.get(QUEUE):
        return redirect("initiatives:detail", tried.done.code)
    return _onwards(request, after=after)


def _onwards(request: WorkRequest, *, after: str, done: str = "") -> HttpResponse:
    """The next one of the queue; `done` is what it says of the one before."""
    following = waiting.next_for_review(request.actor, after=after)
    if following is None:
        return redirect(f"{reverse('initiatives:queue')}?{done}".rstrip("?"))
    place = reverse("initiatives:detail", args=[following.code])
    return redirect(f"{place}?{QUEUE}=1&{done}".rstrip("&"))
