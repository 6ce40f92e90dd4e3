"""Editions as files, and the papers that were signed elsewhere."""

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from sangkien.agreements import writing
from sangkien.agreements.queries import pacts
from sangkien.core import clock
from sangkien.papers.actions import issuing
from sangkien.papers.queries import pdf_of
from sangkien.web.agreements.frame import Reading
from sangkien.web.shared.downloads import file_response, pdf_response
from sangkien.web.shared.work import WorkRequest


@require_safe
def pdf(request: WorkRequest, pk: int, number: int) -> HttpResponseBase:
    """What was signed as it was issued; before that marked all over, without number and code."""
    reading = Reading(request, pk)
    edition = reading.edition(number)
    if edition.paper is not None:
        label = edition.paper.label.replace("/", "-")
        return pdf_response(pdf_of(edition.paper), f"giao-uoc-{label}.pdf")
    signers = edition.signers or pacts.current_signers(reading.parties)
    signatures = pacts.signatures_of([edition])
    draft = writing.paper(reading.agreement, edition, signatures, at=clock.now(), signers=signers)
    return pdf_response(issuing.preview(draft), f"du-thao-giao-uoc-{pk}-{number}.pdf")


@require_safe
def signed(request: WorkRequest, pk: int, signature_pk: int) -> HttpResponseBase:
    reading = Reading(request, pk)
    reading.ensure(may=reading.is_inside)
    found = pacts.get_signed_paper(reading.agreement, signature_pk)
    if found.file is None:  # pragma: no cover - the query asks for those with a file
        raise FileNotFoundError
    return file_response(found.file)
