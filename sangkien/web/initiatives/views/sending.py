"""The last screen, the sending, and the receipt."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.core import clock
from sangkien.core.errors import DomainError
from sangkien.initiatives import conditions, evidence, permissions, queries
from sangkien.initiatives.actions import submission
from sangkien.initiatives.errors import ClosedForEntry
from sangkien.web.initiatives import journey, showing
from sangkien.web.initiatives.forms.decisions import NoteForm
from sangkien.web.initiatives.views import finding
from sangkien.web.initiatives.views.similar import nearest
from sangkien.web.initiatives.views.steps import journey_of
from sangkien.web.shared import exhibits
from sangkien.web.shared.refusals import UNPROCESSABLE, each
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is missing, with the way to where it is asked for."""

    place: int
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
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _review(request, initiative, form=form, status=UNPROCESSABLE)
    try:
        submission.submit(
            initiative,
            note=form.cleaned_data["note"],
            by=request.actor,
            received_at=request.received_at,
            at=clock.now(),
        )
    except DomainError as refusal:
        if not _is_told_on_the_page(refusal):
            raise
        return _review(request, initiative, form=form, status=UNPROCESSABLE)
    return redirect("initiatives:receipt", initiative.code)


def _is_told_on_the_page(refusal: DomainError) -> bool:
    """The page says by itself when nothing is received, and what is missing at which screen."""
    return isinstance(refusal, ClosedForEntry) or any(error.field for error in each(refusal))


def _review(
    request: WorkRequest,
    initiative: "Initiative",
    *,
    form: NoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    queries.with_authors(initiative)
    ready = submission.readiness(initiative, received_at=request.received_at, at=clock.now())
    screens = journey_of(request, initiative)
    ruleset = conditions.ruleset_of(initiative, at=request.received_at)
    context = {
        "initiative": initiative,
        "rows": (rows := evidence.shown(initiative)),
        "similar": nearest(initiative.title, but=initiative.code),
        "exhibits": [exhibits.of(row, code=initiative.code) for row in rows],
        "step": journey.REVIEW,
        "last_step": screens.last,
        "answered": showing.answered(initiative, ruleset),
        "authors": showing.authors(initiative),
        "reason": queries.last_reason(initiative),
        "closed": ready.closed,
        "form": form or NoteForm(),
        "is_outweighed": any(
            row.share_bp > initiative.author_share_bp for row in initiative.coauthors.all()
        ),
        "tone": "warn" if status == HTTPStatus.OK else "danger",
        "problems": [_problem(initiative, error, screens) for error in ready.problems],
    }
    return render(request, "initiatives/review.html", context, status=status)


def _problem(initiative: "Initiative", error: DomainError, screens: journey.Journey) -> Problem:
    step = journey.step_of(error.field)
    anchor = journey.anchor_of(error.field)
    url = reverse("initiatives:step", args=[initiative.code, step.number])
    return Problem(
        place=screens.place(step),
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
    address = f"{settings.BASE_URL}{path}"
    context = {
        "initiative": initiative,
        "authors": showing.authors(queries.with_authors(initiative)),
        "tracking_url": path,
        "tracking_address": address,
        "qr": _qr(address),
        "may_enter_more": permissions.can_enter_for_others(request.actor, initiative)
        and initiative.author_id != request.actor.user_id,
    }
    return render(request, "initiatives/receipt.html", context)


def _qr(address: str) -> SafeString:
    """The address to follow it at, for a telephone that looks at the paper."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(scale=1, border=4, omitsize=True, lineclass=None, svgclass="qr")
    return SafeString(drawn)  # drawn from an address of our own
