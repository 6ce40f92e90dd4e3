"""`/giao-uoc/<pk>/le-ky/`: parties, numbers and signatures in large letters, for the projector."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.agreements import writing
from sangkien.agreements.queries import pacts
from sangkien.web.agreements.frame import Reading
from sangkien.web.shared.work import WorkRequest


@require_safe
def ceremony(request: WorkRequest, pk: int) -> HttpResponse:
    """Comes back by itself until everybody has signed."""
    reading = Reading(request, pk)
    shown = reading.editions[-1] if reading.editions else None
    reading.ensure(may=shown is not None and reading.is_inside)
    if shown is None:  # pragma: no cover - ensured above
        raise ValueError
    signers = shown.signers or pacts.current_signers(reading.parties)
    lines = reading.lines(shown)
    context = {
        **reading.around(step=_("Lễ ký")),
        "edition": shown,
        "lines": lines,
        "pledges": [
            {"pledge": one, "by": writing.promised_by(one, signers)} for one in shown.words.pledges
        ],
        "signed": sum(line.signature is not None for line in lines),
        "is_waiting": shown.state in {"consulting", "agreed"},
    }
    return render(request, "agreements/ceremony.html", context)
