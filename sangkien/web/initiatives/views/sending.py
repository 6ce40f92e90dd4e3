"""The last screen, the sending, and the receipt."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.core import clock
from sangkien.core.errors import DomainError
from sangkien.initiatives import permissions, queries
from sangkien.initiatives.actions import submission
from sangkien.initiatives.errors import ClosedForEntry
from sangkien.web.initiatives import journey, showing
from sangkien.web.initiatives.views import finding
from sangkien.web.shared.refusals import UNPROCESSABLE, each
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is missing, with the way to where it is asked for."""

    step: journey.Step
    message: str
    url: str


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: WorkRequest, code: str) -> HttpResponse:
    """Everything once more, and the button that sends it. Sent twice is the same receipt."""
    initiative = finding.own(request, code)
    if not initiative.is_editable:
        return redirect("initiatives:receipt", initiative.code)
    if request.method != "POST":
        return _review(request, initiative)
    try:
        submission.submit(
            initiative, by=request.actor, received_at=request.received_at, at=clock.now()
        )
    except ClosedForEntry:
        return _review(request, initiative, status=UNPROCESSABLE)
    except DomainError as refusal:
        known = [error for error in each(refusal) if error.field]
        if not known:
            raise
        return _review(request, initiative, status=UNPROCESSABLE)
    return redirect("initiatives:receipt", initiative.code)


def _review(request: WorkRequest, initiative: "Initiative", *, status: int = 200) -> HttpResponse:
    queries.with_authors(initiative)
    ready = submission.readiness(initiative, received_at=request.received_at, at=clock.now())
    context = {
        "initiative": initiative,
        "step": journey.REVIEW,
        "steps": journey.STEPS,
        "last_step": journey.LAST,
        "authors": showing.authors(initiative),
        "reason": queries.last_reason(initiative),
        "closed": ready.closed,
        "problems": [_problem(initiative, error) for error in ready.problems],
    }
    return render(request, "initiatives/review.html", context, status=status)


def _problem(initiative: "Initiative", error: DomainError) -> Problem:
    step = journey.step_of(error.field)
    anchor = journey.anchor_of(error.field)
    url = reverse("initiatives:step", args=[initiative.code, step.number])
    return Problem(
        step=step,
        message=str(error),
        url=f"{url}?then=review" + (f"#{anchor}" if anchor else ""),
    )


@require_safe
def receipt(request: WorkRequest, code: str) -> HttpResponse:
    """The reference code, large, and what happens next; made to be printed."""
    initiative = queries.get_initiative(code, actor=request.actor)
    if initiative.received_at is None:
        return redirect("initiatives:review", initiative.code)
    path = reverse("home:tracking", args=[initiative.code])
    context = {
        "initiative": initiative,
        "authors": showing.authors(queries.with_authors(initiative)),
        "tracking_url": path,
        "tracking_address": f"{settings.BASE_URL}{path}",
        "may_enter_more": permissions.can_enter_for_others(request.actor, initiative)
        and initiative.author_id != request.actor.user_id,
    }
    return render(request, "initiatives/receipt.html", context)
