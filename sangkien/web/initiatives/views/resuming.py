"""`/sang-kien/<code>/viet-tiep/`: back to where the writing was interrupted."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from sangkien.core import clock
from sangkien.initiatives.actions import submission
from sangkien.initiatives.enums import State
from sangkien.units import queries as units
from sangkien.web.initiatives import journey
from sangkien.web.initiatives.views import finding
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.actions.submission import Readiness
    from sangkien.initiatives.models import Initiative


@require_safe
def resume(request: WorkRequest, code: str) -> HttpResponse:
    """A draft at its first gap, one that was entered for somebody on its one page, and a returned
    one where the reason stands.
    """
    initiative = finding.own(request, code)
    if not initiative.is_editable:
        return redirect("initiatives:detail", initiative.code)
    if initiative.state_enum == State.RETURNED:
        return redirect("initiatives:review", initiative.code)
    ready = submission.readiness(initiative, received_at=request.received_at, at=clock.now())
    return redirect(_entry_page(request, initiative, ready) or _screen(initiative, ready))


def _screen(initiative: "Initiative", ready: "Readiness") -> str:
    step = journey.next_step(
        [problem.field for problem in ready.problems],
        has_benefit=initiative.benefit_vnd is not None or bool(initiative.recognised_by),
    )
    if step is journey.REVIEW:
        return reverse("initiatives:review", args=[initiative.code])
    return reverse("initiatives:step", args=[initiative.code, step.number]) + "?tiep=1"


def _entry_page(request: WorkRequest, initiative: "Initiative", ready: "Readiness") -> str:
    """The page on which an officer began it, while that page takes anything; else empty."""
    if initiative.author_id == request.actor.user_id or ready.closed:
        return ""
    member = units.enterable_membership(
        initiative.author_id,
        initiative.unit_id,
        actor=request.actor,
        on=clock.today(),
    )
    if member is None:
        return ""
    programme = urlencode({"chuong-trinh": initiative.programme.slug})
    return f"{reverse('initiatives:enter', args=[member.pk])}?{programme}"
