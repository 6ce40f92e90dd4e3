"""Whom inspections concern: the officers of the inspected unit, and those of the one that inspects."""

from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.inspections.events import (
    AddendumConfirmed,
    AddendumWritten,
    FindingAnswered,
    FindingClosed,
    FindingEvent,
    FindingOverdue,
    FindingSentBack,
    InspectionAnnounced,
    InspectionCancelled,
    InspectionEvent,
    MinutesLocked,
    MinutesObjected,
    MinutesProposed,
    VisitEvent,
)
from sangkien.inspections.models import Finding, Inspection, Visit
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned
from sangkien.units.queries import officers_of, roles_with

ANSWERING = roles_with(Permission.REPORT_SEND)
INSPECTING = roles_with(Permission.INSPECTION_MANAGE)


@concerned(InspectionAnnounced, InspectionCancelled)
def units_told(event: InspectionEvent) -> Concern:
    """All units of it; nobody learns of one that was never announced."""
    inspection = Inspection.objects.filter(pk=event.inspection_id).first()
    if inspection is None or not inspection.is_announced:
        return NOBODY
    units = Visit.objects.filter(inspection=inspection).values_list("unit_id", flat=True)
    told = officers_of(list(units), ANSWERING, on=clock.today())
    words = inspection.cancelled_reason if isinstance(event, InspectionCancelled) else ""
    return Concern(
        user_ids=told,
        title=inspection.title,
        key=str(inspection.pk),
        words=words,
        about="inspections",
    )


@concerned(MinutesProposed, AddendumWritten)
def unit_told(event: VisitEvent) -> Concern:
    visit = _visit(event.visit_id)
    return _about(visit, [visit.unit_id], ANSWERING) if visit else NOBODY


@concerned(MinutesObjected, MinutesLocked, AddendumConfirmed)
def inspectors_told(event: VisitEvent) -> Concern:
    visit = _visit(event.visit_id)
    if visit is None:
        return NOBODY
    words = visit.objection if isinstance(event, MinutesObjected) else ""
    return _about(visit, [visit.inspection.unit_id], INSPECTING, words=words)


@concerned(FindingAnswered)
def answer_told(event: FindingEvent) -> Concern:
    finding = _finding(event)
    if finding is None:
        return NOBODY
    told = officers_of([finding.visit.inspection.unit_id], INSPECTING, on=clock.today())
    return _finding_concern(finding, told)


@concerned(FindingClosed, FindingSentBack, FindingOverdue)
def verdict_told(event: FindingEvent) -> Concern:
    """The unit that has to put it right, and the inspected one; overdue also who inspected."""
    finding = _finding(event)
    if finding is None:
        return NOBODY
    told = officers_of([finding.unit_id, finding.visit.unit_id], ANSWERING, on=clock.today())
    if isinstance(event, FindingOverdue):
        told |= officers_of([finding.visit.inspection.unit_id], INSPECTING, on=clock.today())
    last = finding.answers.order_by("-number").first()
    words = last.judged_words if last and isinstance(event, FindingSentBack) else ""
    return _finding_concern(finding, told, words=words)


def _visit(pk: int) -> Visit | None:
    return Visit.objects.select_related("inspection", "unit").filter(pk=pk).first()


def _finding(event: FindingEvent) -> Finding | None:
    rows = Finding.objects.select_related("visit__inspection", "unit")
    return rows.filter(pk=event.finding_id).first()


def _about(
    visit: Visit, unit_ids: list[int], roles: frozenset[RoleKey], *, words: str = ""
) -> Concern:
    return Concern(
        user_ids=officers_of(unit_ids, roles, on=clock.today()),
        title=f"{visit.inspection.title}: {visit.unit.label}",
        key=str(visit.pk),
        words=words,
    )


def _finding_concern(finding: Finding, told: frozenset[int], *, words: str = "") -> Concern:
    title = f"{finding.visit.inspection.title}: {finding.unit.label}"
    return Concern(user_ids=told, title=title, key=str(finding.pk), words=words)
