"""`/ky-hop/<pk>/ket-qua/`: results in large letters, for the wall of the meeting room."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.councils import queries
from sangkien.councils.enums import BallotKind, SessionState
from sangkien.councils.queries import showing
from sangkien.web.councils.frame import Reading
from sangkien.web.councils.workspace import item_lines
from sangkien.web.shared.work import WorkRequest


@require_safe
def board(request: WorkRequest, pk: int) -> HttpResponse:
    """For the council as soon as scores or votes are known; for others once released."""
    reading = Reading(request, pk)
    known = reading.state == SessionState.RELEASED or (
        reading.is_inside and reading.state != SessionState.PREPARING and not _is_blind(reading)
    )
    reading.ensure(known)
    ballots = showing.ballots_of(reading.session)
    results = queries.ballot_results([one for one in ballots if one.kind == BallotKind.ELECTION])
    context = {
        **reading.around(step=_("Kết quả")),
        "items": item_lines(reading),
        "elections": list(results.values()),
    }
    return render(request, "councils/board.html", context)


def _is_blind(reading: Reading) -> bool:
    """While members score for themselves there is nothing to show."""
    scored = any(item.is_scored for item in showing.items_of(reading.session))
    return scored and reading.session.is_scoring
