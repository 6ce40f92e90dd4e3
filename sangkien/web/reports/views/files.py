"""The flash report as files, for officers."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from sangkien.core.periods import local_day
from sangkien.papers import printing, rendering
from sangkien.reports import card as cards
from sangkien.reports import contents, flash, paper, queries, sheets
from sangkien.units.queries import ancestors, names_then
from sangkien.web.reports import links
from sangkien.web.shared import downloads
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.papers.official import OfficialPaper
    from sangkien.reports.models import Snapshot


@require_safe
def card(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Thẻ để gửi Zalo"."""
    snapshot = queries.get_snapshot(pk, actor=request.actor)
    return card_response(snapshot, with_behind="day" in request.GET)


def card_response(snapshot: "Snapshot", *, with_behind: bool) -> HttpResponse:
    data = cards.data(
        contents.read(snapshot.content),
        address=links.public_address(snapshot),
        with_behind=with_behind,
    )
    return HttpResponse(rendering.picture("report_card", data), content_type="image/png")


@require_safe
def workbook(request: WorkRequest, pk: int) -> HttpResponseBase:
    snapshot = queries.get_snapshot(pk, actor=request.actor)
    content = sheets.workbook(contents.read(snapshot.content))
    return downloads.workbook_response(content, f"{file_name(snapshot)}.xlsx")


@require_safe
def docx(request: WorkRequest, pk: int) -> HttpResponseBase:
    snapshot = queries.get_snapshot(pk, actor=request.actor)
    made = printing.as_docx(_paper(snapshot))
    return downloads.docx_response(made, f"{file_name(snapshot)}.docx")


@require_safe
def pdf(request: WorkRequest, pk: int) -> HttpResponseBase:
    snapshot = queries.get_snapshot(pk, actor=request.actor)
    return downloads.pdf_response(printing.as_pdf(_paper(snapshot)), f"{file_name(snapshot)}.pdf")


def _paper(snapshot: "Snapshot") -> "OfficialPaper":
    content = contents.read(snapshot.content)
    earlier = queries.week_before(snapshot)
    since = flash.change(content, contents.read(earlier.content) if earlier else None)
    names = names_then(snapshot.unit, local_day(snapshot.as_of))
    above = [unit.name for unit in reversed(ancestors(snapshot.unit))]
    return paper.report(
        content,
        above=list(filter(None, (names.superior, *above))),
        since=since,
        is_draft=snapshot.published_at is None,
    )


def file_name(snapshot: "Snapshot") -> str:
    """ "bao-cao-nhanh-TLD-20220512-1330": unit and moment, so that files sort by themselves."""
    at = flash.local(snapshot.as_of)
    return f"bao-cao-nhanh-{snapshot.unit.code}-{at:%Y%m%d-%H%M}"
