"""Who sent what: one occurrence, units beside occurrences, as a workbook, all files."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sangkien.core.paths import MAX_LENGTH
from sangkien.reporting import queries
from sangkien.web.reporting import exports, lines
from sangkien.web.shared import paging
from sangkien.web.shared.downloads import workbook_response
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.reporting.models import Occurrence
    from sangkien.reporting.queries import Counts

PARTS = {
    "": ("all", gettext_lazy("Tất cả")),
    "chua-nop": ("missing", gettext_lazy("Chưa nộp")),
    "tra-lai": ("returned", gettext_lazy("Đã trả lại")),
    "da-nop": ("sent", gettext_lazy("Đã nộp")),
}


@require_safe
def occurrence(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Kỳ báo cáo": counts, sums of the numbers, the units."""
    found = queries.get_occurrence(pk, actor=request.actor)
    now = request.received_at
    asked = request.GET.get("muc", "")
    part = asked if asked in PARTS else ""
    after = paging.number(request.GET.get("sau"))
    rows, following = queries.overview_page(found, part=PARTS[part][0], after=after)
    counts = queries.counts_of([found], at=now)[found.pk]
    here = reverse("reporting:occurrence", args=[pk])
    context = {
        "occurrence": found,
        "request_": found.request,
        "counts": counts,
        "totals": queries.totals_of(found, asked=counts.asked),
        "tabs": _tabs(here, part, counts),
        "rows": [lines.line(row, now=now) for row in rows],
        "first_url": f"{here}?muc={part}" if after is not None else "",
        "following_url": f"{here}?muc={part}&sau={following}" if following else "",
        "has_files": exports.asks_for_files(found),
        "breadcrumb": trail(found),
        "now": now,
    }
    return render(request, "reporting/occurrence.html", context)


def _tabs(here: str, part: str, counts: "Counts") -> list[Link]:
    numbers = {"chua-nop": counts.missing, "tra-lai": counts.returned, "da-nop": counts.sent}
    return [
        Link(
            label=str(label),
            url=f"{here}?muc={key}" if key else here,
            current=key == part,
            count=numbers.get(key),
        )
        for key, (_part, label) in PARTS.items()
    ]


def trail(found: "Occurrence") -> list[Link]:
    request = found.request
    above = [Link(label=_("Báo cáo đã giao"), url=reverse("reporting:asked"))]
    own = Link(label=request.title, url=reverse("reporting:request", args=[request.pk]))
    return [*above, own, Link(label=found.label)] if request.is_repeated else [*above, own]


@require_safe
def grid(request: WorkRequest, pk: int) -> HttpResponse:
    """Units beside the latest occurrences."""
    found = queries.get_request(pk, actor=request.actor)
    after = request.GET.get("sau", "")
    after = after if after.isalnum() and len(after) <= MAX_LENGTH else ""
    columns, rows, following = queries.grid_page(found, after=after)
    here = reverse("reporting:grid", args=[pk])
    own = Link(label=found.title, url=reverse("reporting:request", args=[pk]))
    context = {
        "request_": found,
        "grid": exports.grid_rows(columns, rows, now=request.received_at),
        "has_rows": bool(rows),
        "first_url": here if after else "",
        "following_url": f"{here}?sau={following}" if following else "",
        "breadcrumb": [
            Link(label=_("Báo cáo đã giao"), url=reverse("reporting:asked")),
            own,
            Link(label=_("Bảng theo kỳ")),
        ],
        "now": request.received_at,
    }
    return render(request, "reporting/grid.html", context)


@require_safe
def workbook(request: WorkRequest, pk: int) -> HttpResponseBase:
    """All units of an occurrence with their answers."""
    found = queries.get_occurrence(pk, actor=request.actor)
    content = exports.workbook(found, now=request.received_at)
    return workbook_response(content, f"{exports.file_name(found)}.xlsx")


@require_safe
def archive(request: WorkRequest, pk: int) -> HttpResponseBase:
    """All files of an occurrence, up to a size."""
    return exports.archive(queries.get_occurrence(pk, actor=request.actor))
