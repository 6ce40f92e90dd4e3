"""`/giao-uoc/<pk>/le-ky/`: parties, numbers and signatures over the whole screen, for the projector."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sangkien.agreements import registers, writing
from sangkien.agreements.contents import EVERYBODY
from sangkien.agreements.enums import AgreementKind
from sangkien.agreements.queries import pacts
from sangkien.core import clock
from sangkien.papers import qr
from sangkien.web.agreements.frame import Reading
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.agreements.models import Edition

# How many parties fit on the screen in letters of a size.
SIZES = ((4, "few"), (6, "several"), (12, "some"))


@require_safe
def ceremony(request: WorkRequest, pk: int) -> HttpResponse:
    """Comes back by itself until everybody has signed."""
    reading = Reading(request, pk)
    shown = reading.editions[-1] if reading.editions else None
    reading.ensure(may=shown is not None and reading.is_inside)
    if shown is None:  # pragma: no cover - ensured above
        raise ValueError
    lines = reading.lines(shown)
    context = {
        **reading.around(),
        "edition": shown,
        "cards": [
            {
                "line": line,
                "pledges": [one for one in shown.words.pledges if one.party == line.party.place],
            }
            for line in lines
        ],
        "size": next((name for most, name in SIZES if len(lines) <= most), "many"),
        "common": [one for one in shown.words.pledges if one.party == EVERYBODY],
        "totals": _totals(reading, shown),
        "signed": sum(line.signature is not None for line in lines),
        "is_waiting": shown.state in {"consulting", "agreed"},
        "now": clock.now(),
        **_paper(shown),
    }
    return render(request, "agreements/ceremony.html", context)


def _totals(reading: Reading, shown: "Edition") -> list[tuple[str, str]]:
    """Between levels the number of the unit above is that of the others together."""
    signers = shown.signers or pacts.current_signers(reading.parties)
    above = writing.drafting_party(reading.agreement, signers)
    is_sum = reading.agreement.kind == AgreementKind.LEVELS and above is not None
    return registers.promised(shown.words.pledges, but=above.place if is_sum and above else None)


def _paper(shown: "Edition") -> dict[str, Any]:
    """With the last signature it has a number and a page of verification."""
    if shown.paper is None:
        return {}
    return {"paper": shown.paper, "qr": qr.data_uri(shown.paper.address)}
