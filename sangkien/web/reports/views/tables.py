"""Boards as seen and lists of units, as tables: XLSX and CSV."""

from django.contrib import messages
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core import clock, numbers
from sangkien.progress.enums import BoardOrder
from sangkien.reports import flash, queries, rules, sheets
from sangkien.reports.contents import Content
from sangkien.web.shared import downloads
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.work import WorkRequest

CSV = "text/csv; charset=utf-8"


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
    lines = sheets.csv_lines(sheets.columns(), sheets.rows(content))
    response = StreamingHttpResponse(lines, content_type=CSV)
    return downloads.named(response, f"{_name(content)}.csv", public=True)


@require_safe
def zero_plain(request: WorkRequest, slug: str, unit_code: str) -> HttpResponseBase:
    """CĐCS without any entry, sent while they are read: however many there are."""
    found = _zero(request, slug, unit_code)
    lines = sheets.csv_lines(sheets.zero_columns(), queries.zero_rows(found))
    response = StreamingHttpResponse(lines, content_type=CSV)
    return downloads.named(response, f"cdcs-chua-co-sang-kien-{found.unit.code}.csv")


@require_safe
def zero_workbook(request: WorkRequest, slug: str, unit_code: str) -> HttpResponseBase:
    """The same for Excel, as long as it is made while somebody waits."""
    found = _zero(request, slug, unit_code)
    if queries.is_longer(found, rules.MOST_LISTED):
        messages.info(
            request,
            _("Danh sách dài hơn %(most)s dòng: mời tải tệp CSV, Excel mở được.")
            % {"most": numbers.thousands(rules.MOST_LISTED)},
        )
        url = reverse("progress:zero", args=[slug, found.unit.code])
        return redirect(f"{url}?dot={found.period.pk}")
    rows = queries.zero_rows(found)
    tables = [(_("Chưa có sáng kiến"), sheets.zero_columns(), rows)]
    made = sheets.made_workbook(queries.zero_heading(found), tables)
    return downloads.workbook_response(made, f"cdcs-chua-co-sang-kien-{found.unit.code}.xlsx")


def _zero(request: WorkRequest, slug: str, unit_code: str) -> queries.ZeroList:
    period = request.GET.get("dot", "")
    return queries.zero_list(slug, unit_code, period=period, actor=request.actor, at=clock.now())
