"""Whom the reporting calendar concerns: the officers who report for a unit, a batch of units at a
time; of one report those of its unit.
"""

from django.db.models import QuerySet

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.periods import closing_words
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.spreading import Batch
from sangkien.notices.subscribers import concerned, spread
from sangkien.reporting.events import (
    DueSoon,
    OccurrenceEvent,
    OccurrenceOpened,
    Overdue,
    ReportEvent,
    ReportExtended,
    ReportReturned,
    RequestWithdrawn,
)
from sangkien.reporting.models import Occurrence, Report, ReportRequest
from sangkien.units.queries import officers_of, roles_with

UNITS = 500
SENDERS = roles_with(Permission.REPORT_SEND)
OVER = Batch(concern=NOBODY, reached="")


@spread(OccurrenceOpened, name="reporting.opened")
@spread(DueSoon, name="reporting.due_soon")
def unsent_next(event: OccurrenceEvent, reached: str) -> Batch:
    """Units that have not sent theirs."""
    occurrence = _occurrence(event)
    if occurrence is None or occurrence.is_cancelled:
        return OVER
    return _batch(occurrence, Report.objects.filter(occurrence=occurrence).owed(), reached)


@spread(Overdue, name="reporting.overdue")
def overdue_next(event: OccurrenceEvent, reached: str) -> Batch:
    """Units whose own term is over: not those that got more time."""
    occurrence = _occurrence(event)
    if occurrence is None or occurrence.is_cancelled:
        return OVER
    rows = Report.objects.filter(occurrence=occurrence, due_at__lte=clock.now()).owed()
    return _batch(occurrence, rows, reached)


@spread(RequestWithdrawn, name="reporting.withdrawn")
def withdrawn_next(event: RequestWithdrawn, reached: str) -> Batch:
    """Units that had something of it before them."""
    request = ReportRequest.objects.filter(pk=event.request_id).first()
    if request is None:
        return OVER
    rows = Report.objects.filter(
        occurrence__request=request, occurrence__cancelled_at__isnull=False
    )
    found = _next(rows, reached)
    return Batch(
        concern=_concern(
            found, title=request.title, key=request.pk, words=request.withdrawn_reason
        ),
        reached=_place(found),
    )


def _occurrence(event: OccurrenceEvent) -> Occurrence | None:
    rows = Occurrence.objects.select_related("request")
    return rows.filter(pk=event.occurrence_id).first()


def _batch(occurrence: Occurrence, rows: "QuerySet[Report]", reached: str) -> Batch:
    found = _next(rows, reached)
    title = f"{occurrence.request.title}: {occurrence.label}"
    if not occurrence.request.is_repeated:
        title = occurrence.request.title
    concern = _concern(
        found, title=title, key=occurrence.pk, words=closing_words(occurrence.due_at)
    )
    return Batch(concern=concern, reached=_place(found))


def _next(rows: "QuerySet[Report]", reached: str) -> list[tuple[int, int]]:
    behind = rows.filter(pk__gt=int(reached)) if reached else rows
    return list(behind.order_by("pk").values_list("pk", "unit_id")[:UNITS])


def _place(found: list[tuple[int, int]]) -> str:
    return str(found[-1][0]) if len(found) == UNITS else ""


def _concern(found: list[tuple[int, int]], *, title: str, key: int, words: str) -> Concern:
    """Leads to the calendar of whoever reads it."""
    told = officers_of([unit_id for _pk, unit_id in found], SENDERS, on=clock.today())
    return Concern(user_ids=told, title=title, key=str(key), words=words, about="report_calendar")


@concerned(ReportReturned, ReportExtended)
def told(event: ReportEvent) -> Concern:
    rows = Report.objects.select_related("occurrence__request")
    report = rows.filter(pk=event.report_id).first()
    if report is None:
        return NOBODY
    is_extended = isinstance(event, ReportExtended)
    words = closing_words(report.due_at) if is_extended else report.returned_reason
    return Concern(
        user_ids=officers_of([report.unit_id], SENDERS, on=clock.today()),
        title=report.occurrence.request.title,
        key=str(report.pk),
        words=words,
    )
