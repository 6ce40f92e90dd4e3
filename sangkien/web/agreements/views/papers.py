"""Editions and their registers as files, and the papers that were signed elsewhere."""

from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from sangkien.agreements import files
from sangkien.agreements.queries import pacts
from sangkien.core import clock
from sangkien.papers import printing
from sangkien.web.agreements.frame import Reading
from sangkien.web.shared import paging
from sangkien.web.shared.downloads import docx_response, file_response, pdf_response
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.agreements.contents import Signer
    from sangkien.agreements.models import Edition
    from sangkien.papers.official import OfficialPaper


@require_safe
def pdf(request: WorkRequest, pk: int, number: int) -> HttpResponseBase:
    """What was signed as it was issued; before that marked all over, without number and code."""
    reading = Reading(request, pk)
    edition, signers = _edition(reading, number)
    signatures = pacts.signatures_of([edition])
    made = files.pdf(reading.agreement, edition, signatures, signers, at=clock.now())
    return pdf_response(made, f"{_name(edition)}.pdf")


@require_safe
def docx(request: WorkRequest, pk: int, number: int) -> HttpResponseBase:
    """The same for Word."""
    reading = Reading(request, pk)
    edition, signers = _edition(reading, number)
    signatures = pacts.signatures_of([edition])
    made = files.docx(reading.agreement, edition, signatures, signers, at=clock.now())
    return docx_response(made, f"{_name(edition)}.docx")


@require_safe
def register_pdf(request: WorkRequest, pk: int, number: int) -> HttpResponseBase:
    return pdf_response(printing.as_pdf(_register(request, pk, number)), f"bang-dang-ky-{pk}.pdf")


@require_safe
def register_docx(request: WorkRequest, pk: int, number: int) -> HttpResponseBase:
    made = printing.as_docx(_register(request, pk, number))
    return docx_response(made, f"bang-dang-ky-{pk}.docx")


def _edition(reading: Reading, number: int) -> "tuple[Edition, list[Signer]]":
    edition = reading.edition(number)
    return edition, edition.signers or pacts.current_signers(reading.parties)


def _name(edition: "Edition") -> str:
    if edition.paper is not None:
        return f"giao-uoc-{edition.paper.label.replace('/', '-')}"
    return f"du-thao-giao-uoc-{edition.agreement_id}-{edition.number}"


def _register(request: WorkRequest, pk: int, number: int) -> "OfficialPaper":
    """Of all parties, or of the one that `?ben=` names."""
    reading = Reading(request, pk)
    edition, signers = _edition(reading, number)
    place = paging.number(request.GET.get("ben"))
    party = reading.party(place) if place is not None else None
    return files.register(
        reading.agreement,
        edition,
        signers,
        place=place,
        superior=pacts.superior_of(party) if party is not None else "",
    )


@require_safe
def to_sign(request: WorkRequest, pk: int) -> HttpResponseBase:
    """What waits for signatures, on paper or by certificate; who signs later gets the file with the
    certificate signatures that are there already.
    """
    reading = Reading(request, pk)
    edition = reading.open
    reading.ensure(may=reading.is_inside and edition is not None and edition.state == "agreed")
    if edition is None:  # pragma: no cover - ensured above
        raise ValueError
    last = pacts.last_certified(edition)
    if last is not None and last.is_clean:
        return file_response(last)
    made = files.to_sign(reading.agreement, edition)
    return pdf_response(made, f"ban-de-ky-giao-uoc-{pk}-{edition.number}.pdf")


@require_safe
def signed(request: WorkRequest, pk: int, signature_pk: int) -> HttpResponseBase:
    reading = Reading(request, pk)
    reading.ensure(may=reading.is_inside)
    found = pacts.get_signed_paper(reading.agreement, signature_pk)
    if found.file is None:  # pragma: no cover - the query asks for those with a file
        raise FileNotFoundError
    return file_response(found.file)
