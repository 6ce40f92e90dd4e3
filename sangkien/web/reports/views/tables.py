"""Boards as seen, as tables: XLSX and CSV."""

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase

from sangkien.core import clock
from sangkien.core.sheets import Cell, csv_lines
from sangkien.progress.enums import BoardOrder
from sangkien.reports import flash, queries, sheets
from sangkien.reports.contents import Content
from sangkien.web.shared import downloads
from sangkien.web.shared.http import Request, public_page


def _content(request: Request, slug: str, unit_code: str) -> Content:
    """What the progress page shows for the same parameters, all its pages together."""
    order = request.GET.get("xep", "")
    source = queries.Source(
        slug=slug,
        unit_code=unit_code,
        period=request.GET.get("dot", ""),
        order=BoardOrder.SHARE if order == BoardOrder.SHARE else BoardOrder.COUNT,
        tree=request.GET.get("ngay", "")[:10],
    )
    now = clock.now()
    return queries.content_of(queries.board_of(source, at=now), at=now)


def _name(content: Content) -> str:
    return f"tien-do-{content.head.unit_code}-{flash.local(content.head.as_of):%Y%m%d-%H%M}"


@public_page()
def workbook(request: Request, slug: str, unit_code: str) -> HttpResponseBase:
    content = _content(request, slug, unit_code)
    made = sheets.workbook(content)
    return downloads.workbook_response(made, f"{_name(content)}.xlsx", public=True)


@public_page()
def plain(request: Request, slug: str, unit_code: str) -> HttpResponseBase:
    content = _content(request, slug, unit_code)
    first, *others = sheets.heading(content)  # what is counted, on which base, and of when
    above: list[list[Cell]] = [[line] for line in others]
    table = [list[Cell](sheets.columns()), *sheets.rows(content)]
    lines = csv_lines([first], [*above, [], *table])
    response = StreamingHttpResponse(lines, content_type=downloads.CSV)
    return downloads.named(response, f"{_name(content)}.csv", public=True)
