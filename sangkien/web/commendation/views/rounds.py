""" "Đợt xét khen thưởng": the list, and one of them with its dossiers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.access.permissions import Permission
from sangkien.commendation import permissions
from sangkien.commendation.enums import DossierState
from sangkien.commendation.queries import dossiers, rounds
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.web.commendation import dossier_showing as showing
from sangkien.web.shared import paging
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    actor = request.actor
    if not actor.can_somewhere(Permission.AWARD_VIEW):
        raise NotFound(_("Không tìm thấy trang này."))
    before = paging.number(request.GET.get("truoc"))
    rows, following = rounds.rounds_page(actor, before=before)
    here = reverse("commendation:rounds")
    waiting, _late = dossiers.inbox_counts(actor, today=local_day(request.received_at))
    context = {
        "tabs": showing.tabs(actor, current="rounds", waiting=waiting),
        "rows": rows,
        "units": rounds.running_units(actor),
        "first_url": here if before is not None else "",
        "following_url": f"{here}?truoc={following}" if following else "",
        "now": request.received_at,
    }
    return render(request, "commendation/rounds.html", context)


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    """Its awards, how far its dossiers are, and what the reader may do."""
    actor, now = request.actor, request.received_at
    round_ = rounds.get_round(pk, actor=actor)
    asked = request.GET.get("trang-thai", "")
    state = asked if asked in DossierState.values else ""
    before = paging.number(request.GET.get("truoc"))
    rows, following = dossiers.round_page(round_, actor=actor, state=state, before=before)
    counts = dossiers.round_counts(round_, actor=actor)
    here = reverse("commendation:round", args=[pk])
    takes = round_.is_open and now < round_.closes_at
    kept = f"{here}?trang-thai={state}&" if state else f"{here}?"
    context = {
        "round_": round_,
        "breadcrumb": showing.round_trail(round_),
        "awards": [(showing.award_name(one.award), one) for one in rounds.awards_of(round_)],
        "tabs": _states(here, state, counts),
        "rows": showing.rows_of(rows, dossiers.offices_named(rows), today=local_day(now)),
        "total": sum(counts.values()),
        "passed": counts[DossierState.PASSED],
        "takes": takes,
        "may_nominate": takes and bool(rounds.proposing_units(actor, round_)),
        "may_run": permissions.can_run(actor, round_) and round_.state != "cancelled",
        "first_url": kept.rstrip("?&") if before is not None else "",
        "following_url": f"{kept}truoc={following}" if following else "",
        "exported": {"dot": pk, "trang-thai": state},
        "now": now,
    }
    return render(request, "commendation/round.html", context)


def _states(here: str, state: str, counts: dict[str, int]) -> list[Link]:
    """Only states in which there is something, and all."""
    every = Link(label=_("Tất cả"), url=here, current=not state, count=sum(counts.values()))
    return [
        every,
        *(
            Link(
                label=str(one.label),
                url=f"{here}?trang-thai={one.value}",
                current=one.value == state,
                count=counts[one.value],
            )
            for one in DossierState
            if counts.get(one.value)
        ),
    ]
