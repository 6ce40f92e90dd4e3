"""`/sang-kien/cho-xac-nhan/`: what waits for an officer, one by one or several at once, and what
sleeps in the units below.
"""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.initiatives import canned, stages, waiting
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.actions.confirmation import BatchResult
from sangkien.initiatives.enums import Risk, State
from sangkien.initiatives.errors import ReasonMissing
from sangkien.initiatives.risks import risks_of
from sangkien.web.initiatives import queue_cards, showing
from sangkien.web.initiatives.forms.decisions import ReasonForm
from sangkien.web.initiatives.forms.wanting import WantedForm
from sangkien.web.initiatives.views import beside
from sangkien.web.initiatives.views.reading import just_done
from sangkien.web.shared import verdicts
from sangkien.web.shared.refusals import UNPROCESSABLE, show_at
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from datetime import datetime

    from sangkien.initiatives.models import Initiative

MOST_COUNTED = 100
REVIEWING = (Permission.INITIATIVE_REVIEW, Permission.INITIATIVE_ACCEPT)
DECISIONS = {
    "confirm": State.CONFIRMED,
    "return": State.RETURNED,
    "reject": State.REJECTED,
}


@dataclass(frozen=True)
class Wanted:
    """What the officer asked for: a decision about several codes."""

    decision: State
    codes: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: WorkRequest) -> HttpResponse:
    """The list, and what is decided about several of it."""
    actor = request.actor
    if not any(actor.can_somewhere(permission) for permission in REVIEWING):
        raise NotFound(_("Không tìm thấy trang này."))
    if request.method == "POST":
        return _decide_several(request)
    form = WantedForm(request.GET, programmes=waiting.programmes_waiting(actor))
    now = clock.now()
    wanted = form.wanted(today=local_day(now))
    page = waiting.review_queue(actor, wanted, cursor=request.GET.get("sau"))
    size = waiting.review_queue_size(actor, most=MOST_COUNTED + 1)
    context = {
        "cards": _cards(page.rows, now=now),
        "verdict": verdicts.of_all([row.waits_for for row in page.rows]),
        "beside_url": beside.address([row.code for row in page.rows]),
        "form": form,
        "tabs": queue_tabs(request),
        "size": min(size, MOST_COUNTED),
        "is_many": size > MOST_COUNTED,
        "following": form.address(sau=page.following) if page.following else "",
        "kept": waiting.kept_from_review(actor),
        "now": now,
        **just_done(request),
    }
    return render(request, "initiatives/queue.html", context)


def _cards(rows: "list[Initiative]", *, now: "datetime") -> list[str]:
    """In the order of their terms; of those that end on the same day the doubtful ones first."""
    risks = risks_of(rows)
    in_order = sorted(
        rows, key=lambda row: (row.due_on, -len(risks[row.pk]), row.waits_since, row.pk)
    )
    return [
        queue_cards.card(showing.waiting(row, now=now, risks=risks[row.pk])) for row in in_order
    ]


def queue_tabs(request: WorkRequest, *, below: bool = False) -> list[Link]:
    """What waits for the reader, and, for levels above, what sleeps below them."""
    if not request.actor.offices(Permission.INITIATIVE_ACCEPT):
        return []
    size = waiting.sleeping_below_size(request.actor, most=MOST_COUNTED)
    return [
        Link(label=_("Chờ tôi xử lý"), url=reverse("initiatives:queue"), current=not below),
        Link(
            label=_("Quá hạn ở cấp dưới"),
            url=reverse("initiatives:sleeping"),
            current=below,
            count=size,
        ),
    ]


def _wanted(request: WorkRequest) -> Wanted | None:
    """`only` is the button inside one row: it confirms that one, whatever else is ticked."""
    if only := request.POST.get("only"):
        return Wanted(State.CONFIRMED, [only])
    decision = DECISIONS.get(request.POST.get("decision", ""))
    return Wanted(decision, request.POST.getlist("selected")) if decision else None


def _decide_several(request: WorkRequest) -> HttpResponse:
    wanted = _wanted(request)
    chosen = waiting.selected_for_review(request.actor, wanted.codes) if wanted else []
    if wanted is None or not chosen:
        messages.warning(request, _("Chưa chọn sáng kiến nào. Đánh dấu các sáng kiến rồi làm lại."))
        return redirect("initiatives:queue")
    if _has_to_be_asked(request, wanted, chosen):
        found = risks_of(chosen)
        rows = [(row, [Risk(risk).label for risk in found[row.pk]]) for row in chosen]
        kinds = [row.waits_for for row in chosen]
        context = {
            "chosen": rows,
            "is_doubtful": any(found.values()),
            "asked": verdicts.asked_words(kinds, len(chosen)),
            "verdict": verdicts.of_all(kinds),
        }
        return render(request, "initiatives/queue_confirm.html", context)
    return _decide(request, wanted, chosen)


def _decide(request: WorkRequest, wanted: Wanted, chosen: list["Initiative"]) -> HttpResponse:
    """A confirmation needs no words; the others are asked for their reason."""
    reason = ""
    if wanted.decision != State.CONFIRMED:
        if "reason" not in request.POST:
            form = ReasonForm(outcome=wanted.decision, canned=canned.reasons_of(request.actor))
            return _ask_reason(request, wanted, chosen, form)
        offered = canned.reasons_of(request.actor)
        form = ReasonForm(request.POST, outcome=wanted.decision, canned=offered)
        if not form.is_valid():
            return _ask_reason(request, wanted, chosen, form)
        reason = form.words()
    try:
        result = confirmation.decide_many(
            chosen, decision=wanted.decision, reason=reason, by=request.actor, at=clock.now()
        )
    except ReasonMissing as refusal:
        show_at(form, refusal)
        return _ask_reason(request, wanted, chosen, form)
    _report(request, wanted.decision, result)
    return redirect("initiatives:queue")


def _has_to_be_asked(request: WorkRequest, wanted: Wanted, chosen: list["Initiative"]) -> bool:
    """Several are confirmed on a second page, which names them; the other decisions have theirs."""
    is_many = wanted.decision == State.CONFIRMED and len(chosen) > 1
    return is_many and "asked" not in request.POST


def _ask_reason(
    request: WorkRequest, wanted: Wanted, chosen: list["Initiative"], form: ReasonForm
) -> HttpResponse:
    """One reason for all that were ticked; a page of its own, so that it works without script."""
    context = {
        "form": form,
        "chosen": chosen,
        "decision": request.POST.get("decision"),
        "is_rejection": wanted.decision == State.REJECTED,
        "verdict": verdicts.of_all([row.waits_for for row in chosen]),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "initiatives/queue_reason.html", context, status=status)


def _report(request: WorkRequest, decision: State, result: BatchResult) -> None:
    """How many were done at each kind of step, and for each of the others why not."""
    kinds = stages.kinds_of(result.done)
    for kind, count in Counter(kinds[row.pk] for row in result.done).items():
        messages.success(request, _done_words(decision, kind, count))
    for initiative, why in result.refused:
        messages.warning(
            request, _("“%(title)s”: %(why)s") % {"title": initiative.title, "why": why}
        )


def _done_words(decision: State, kind: str, count: int) -> str:
    if decision == State.CONFIRMED:
        return verdicts.passed_words(kind, count)
    if decision == State.REJECTED:
        return verdicts.refused_words(kind, count)
    return ngettext("Đã trả lại %(n)d sáng kiến.", "Đã trả lại %(n)d sáng kiến.", count) % {
        "n": count
    }
