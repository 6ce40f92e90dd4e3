"""Published flash reports, the same for every reader and for ever."""

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from sangkien.reports import contents, flash, queries, sheets
from sangkien.web.reports import boards, links
from sangkien.web.reports.views.files import card_response, file_name
from sangkien.web.shared import downloads
from sangkien.web.shared.http import Request, public_page

LASTING = 3600  # it never changes; only whether there is one
MOST_LINES = 100  # on a page that is read where the network is slow


@public_page(max_age=LASTING)
def flash_page(request: Request, pk: int) -> HttpResponse:
    snapshot = queries.get_published(pk)
    content = contents.read(snapshot.content)
    earlier = queries.week_before(snapshot)
    since = flash.change(content, contents.read(earlier.content) if earlier else None)
    context = {
        "snapshot": snapshot,
        "content": content,
        "lines": content.lines[:MOST_LINES],
        "rows": boards.plain_rows(content.lines[:MOST_LINES]),
        "left_off": max(len(content.lines) - MOST_LINES, 0),
        "report": flash.flash(content, since=since),
        "card_address": settings.BASE_URL + reverse("reports:flash_card", args=[snapshot.pk]),
        "unit_url": links.progress_url(snapshot.programme, snapshot.unit),
    }
    return render(request, "reports/flash.html", context)


@public_page(max_age=LASTING)
def card(request: Request, pk: int) -> HttpResponse:
    return card_response(queries.get_published(pk), with_behind=False)


@public_page(max_age=LASTING)
def workbook(request: Request, pk: int) -> HttpResponseBase:
    snapshot = queries.get_published(pk)
    content = sheets.workbook(contents.read(snapshot.content))
    return downloads.workbook_response(content, f"{file_name(snapshot)}.xlsx", public=True)
