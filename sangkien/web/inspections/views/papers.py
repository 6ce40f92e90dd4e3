"""Minutes as PDF and as Word file, for both sides."""

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from sangkien.inspections import queries, writing
from sangkien.papers import printing
from sangkien.web.inspections.frame import Reading
from sangkien.web.shared import downloads
from sangkien.web.shared.work import WorkRequest


def _reading(request: WorkRequest, pk: int) -> Reading:
    reading = Reading(request, pk)
    reading.ensure(may=reading.reads_minutes)
    return reading


@require_safe
def pdf(request: WorkRequest, pk: int) -> HttpResponseBase:
    visit = _reading(request, pk).visit
    paper = writing.paper(visit, queries.addenda_of(visit))
    return downloads.pdf_response(printing.as_pdf(paper), f"bien-ban-kiem-tra-{pk}.pdf")


@require_safe
def docx(request: WorkRequest, pk: int) -> HttpResponseBase:
    visit = _reading(request, pk).visit
    paper = writing.paper(visit, queries.addenda_of(visit))
    return downloads.docx_response(printing.as_docx(paper), f"bien-ban-kiem-tra-{pk}.docx")
