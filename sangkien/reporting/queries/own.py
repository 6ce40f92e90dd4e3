"""What the units of a reader owe, and one report."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.errors import NotFound
from sangkien.core.periods import months_later
from sangkien.reporting.enums import ReportState
from sangkien.reporting.models import Extension, Report, ReportFile, ReportVersion
from sangkien.units.models import Unit

MOST_OPEN = 100
MOST_OF_MONTH = 200
MOST_COUNTED = 100


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """For the desk, counted up to `MOST_COUNTED`."""

    overdue: int
    open: int
    returned: int


def _open(actor: Actor) -> QuerySet[Report]:
    mine = Report.objects.of_offices(actor)
    owed = Q(pk__in=mine.owed().values("pk"))
    returned = Q(state=ReportState.RETURNED, occurrence__cancelled_at=None)
    return mine.filter(owed | returned)


def to_send(actor: Actor, *, limit: int = MOST_OPEN) -> list[Report]:
    """Not sent, or to be put right: the earliest term first, so that what is overdue comes first."""
    rows = _open(actor).select_related("occurrence__request__unit", "unit")
    return list(rows.order_by("due_at", "pk")[:limit])


def waiting(actor: Actor, *, at: dt.datetime) -> Waiting:
    """One query; none for who sends no reports."""
    if not actor.offices(Permission.REPORT_SEND):
        return Waiting(overdue=0, open=0, returned=0)
    rows = list(_open(actor).order_by("due_at").values_list("state", "due_at")[:MOST_COUNTED])
    returned = sum(state == ReportState.RETURNED for state, _due in rows)
    overdue = sum(state != ReportState.RETURNED and due <= at for state, due in rows)
    return Waiting(overdue=overdue, open=len(rows), returned=returned)


def calendar(actor: Actor, *, month: dt.date) -> list[Report]:
    """Everything whose term ends in a month, sent or not."""
    rows = Report.objects.of_offices(actor).filter(
        due_on__gte=month, due_on__lt=months_later(month, 1)
    )
    rows = rows.select_related("occurrence__request__unit", "unit")
    return list(rows.order_by("due_at", "pk")[:MOST_OF_MONTH])


def reporting_units(actor: Actor) -> list[Unit]:
    """For which the actor sends reports."""
    offices = actor.offices(Permission.REPORT_SEND)
    return list(Unit.objects.filter(path__in=offices, closed_on=None).order_by("path"))


def get_report(pk: int, *, actor: Actor) -> Report:
    rows = Report.objects.visible_to(actor).select_related(
        "occurrence__request__unit", "occurrence__request__programme", "unit", "returned_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy báo cáo này."))
    return found


def versions_of(report: Report) -> list[ReportVersion]:
    """The newest first."""
    rows = ReportVersion.objects.filter(report=report).select_related("sent_by")
    return list(rows.order_by("-number"))


def extensions_of(report: Report) -> list[Extension]:
    rows = Extension.objects.filter(report=report).select_related("given_by")
    return list(rows.order_by("-pk"))


def get_file(report: Report, pk: int, *, is_sender: bool) -> ReportFile:
    """One that stands in a version that was sent; a draft's own only for who writes it."""
    rows = ReportFile.objects.filter(report=report, pk=pk).select_related("file")
    found = rows.first()
    if found is None or not (is_sender or _was_sent(report, found)):
        raise NotFound(_("Không tìm thấy tệp này."))
    return found


def _was_sent(report: Report, found: ReportFile) -> bool:
    versions = ReportVersion.objects.filter(report=report).values_list("answers", flat=True)
    return any(found.pk in answers.get(found.question, []) for answers in versions)
