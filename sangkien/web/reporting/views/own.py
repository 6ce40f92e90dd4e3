"""What the reader's units owe, and one report for both sides."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.access.permissions import Permission
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day, months_later
from sangkien.reporting import permissions, queries
from sangkien.web.reporting import lines
from sangkien.web.reporting.sides import month_of, tabs_of
from sangkien.web.reporting.views import overseen
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.access.actor import Actor
    from sangkien.reporting.models import Report


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """What is to be sent, the overdue first; below it the calendar of a month."""
    actor, now = request.actor, request.received_at
    if permissions.oversees(actor) and not actor.can_somewhere(Permission.REPORT_SEND):
        return overseen.index(request)
    month = month_of(request.GET.get("thang", ""), local_day(now))
    here = reverse("reporting:index")
    context = {
        "tabs": tabs_of(actor, current="own"),
        "units": queries.reporting_units(actor),
        "open": [lines.line(row, now=now) for row in queries.to_send(actor)],
        "rows": [lines.line(row, now=now) for row in queries.calendar(actor, month=month)],
        "month": month,
        "earlier_url": f"{here}?thang={months_later(month, -1):%Y-%m}",
        "later_url": f"{here}?thang={months_later(month, 1):%Y-%m}",
        "now": now,
    }
    return render(request, "reporting/index.html", context)


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    """What was sent, all versions; the draft is shown to nobody here."""
    actor, now = request.actor, request.received_at
    found = queries.get_report(pk, actor=actor)
    asked = found.occurrence.request
    versions = queries.versions_of(found)
    files = queries.kept_files(found)
    shown = [(one, lines.answers_of(found, one.answers, files)) for one in versions]
    may_run = permissions.can_run(actor, asked)
    is_open = not found.occurrence.is_cancelled
    context = {
        "report": found,
        "line": lines.line(found, now=now),
        "request_": asked,
        "latest": shown[:1],
        "earlier": shown[1:],
        "extensions": queries.extensions_of(found),
        "may_send": is_open and permissions.can_send(actor, found),
        "may_send_back": is_open and may_run and found.is_sent,
        "may_extend": is_open and may_run and found.counted_at is None,
        "reads_all": permissions.can_read_all(actor, asked),
        "breadcrumb": breadcrumb(actor, found),
        "now": now,
    }
    return render(request, "reporting/report.html", context)


def breadcrumb(actor: "Actor", report: "Report", step: str = "") -> list[Link]:
    """From the side on which the reader stands."""
    asked = report.occurrence
    if permissions.can_read_all(actor, asked.request):
        trail = [
            Link(label=_("Báo cáo đã giao"), url=reverse("reporting:asked")),
            Link(label=asked.label, url=reverse("reporting:occurrence", args=[asked.pk])),
            Link(label=report.unit.label, url=reverse("reporting:report", args=[report.pk])),
        ]
    else:
        trail = [
            Link(label=_("Chế độ báo cáo"), url=reverse("reporting:index")),
            Link(label=asked.label, url=reverse("reporting:report", args=[report.pk])),
        ]
    return [*trail, Link(label=step)] if step else trail


@require_safe
def template(request: WorkRequest, pk: int) -> HttpResponseBase:
    """The file to fill in, for whoever sees one of the reports."""
    found = queries.get_report(pk, actor=request.actor)
    stored = found.occurrence.request.template
    if stored is None:
        raise NotFound(_("Báo cáo này không có tệp mẫu."))
    return file_response(stored)


@require_safe
def file(request: WorkRequest, pk: int, file_pk: int) -> HttpResponseBase:
    found = queries.get_report(pk, actor=request.actor)
    is_sender = permissions.can_send(request.actor, found)
    return file_response(queries.get_file(found, file_pk, is_sender=is_sender).file)
