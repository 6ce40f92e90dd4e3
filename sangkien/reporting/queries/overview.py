"""What the unit that asks sees: who sent what, who did not, what it adds up to."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import published
from sangkien.reporting import answers
from sangkien.reporting.enums import QuestionKind, ReportState
from sangkien.reporting.models import Figure, Occurrence, Report, ReportFile, ReportRequest
from sangkien.reporting.rules import Question
from sangkien.units.models import Cluster, Unit

PAGE = 50
MOST_OCCURRENCES = 60
COLUMNS = 6  # occurrences beside each other in the grid
MOST_CHOICES = 60

PARTS = ("all", "missing", "returned", "sent")


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Of one occurrence at an instant. `asked` leaves out who need not send it any more and is the
    sum of `sent` (a version that counts has arrived, even if it was returned to be put right) and
    `missing`.
    """

    asked: int
    sent: int
    returned: int
    missing: int
    overdue: int
    late: int


@dataclass(frozen=True, kw_only=True)
class Total:
    """A number summed over the units that stated it, `units` of them out of `asked`."""

    question: Question
    value: Decimal
    units: int
    asked: int


@dataclass(frozen=True, kw_only=True)
class GridLine:
    unit: Unit
    reports: tuple[Report | None, ...]


def asking_units(actor: Actor) -> list[Unit]:
    """For which the actor asks for reports."""
    offices = actor.offices(Permission.REPORT_ASK)
    rows = Unit.objects.filter(path__in=offices, closed_on=None).select_related("level")
    return list(rows.order_by("path"))


def clusters_for(unit: Unit, *, year: int) -> list[Cluster]:
    """Clusters and blocks that the unit set up, of this year and the one before."""
    rows = Cluster.objects.filter(organiser=unit, year__gte=year - 1).select_related("parent")
    return list(rows.order_by("-year", "number", "pk")[:MOST_CHOICES])


def programmes_for(unit: Unit) -> list[Programme]:
    """Launched programmes of the unit and of those above it."""
    owners = [*paths.ancestors(unit.path), unit.path]
    return list(published().filter(owner__path__in=owners).order_by("-pk")[:MOST_CHOICES])


def asked_page(
    actor: Actor, *, before: int | None = None, limit: int = PAGE
) -> tuple[list[ReportRequest], int | None]:
    """The newest first; the number behind which the next page begins."""
    rows = ReportRequest.objects.visible_to(actor).select_related("unit", "cluster")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def latest_occurrences(
    requests: Iterable[ReportRequest], *, at: dt.datetime
) -> dict[int, Occurrence]:
    """Of each request the one whose term ends next, or else the last one; one query."""
    found: dict[int, Occurrence] = {}
    rows = Occurrence.objects.filter(request__in=list(requests)).select_related("request")
    for row in rows.order_by("request_id", "due_at"):
        known = found.get(row.request_id)
        if known is None or known.due_at <= at:
            found[row.request_id] = row
    return found


def get_request(pk: int, *, actor: Actor) -> ReportRequest:
    rows = ReportRequest.objects.visible_to(actor).select_related(
        "unit__level", "cluster", "programme", "template", "asked_by", "withdrawn_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy yêu cầu báo cáo này."))
    return found


def occurrences_of(request: ReportRequest) -> list[Occurrence]:
    """The latest first."""
    rows = Occurrence.objects.filter(request=request).select_related("request")
    return list(rows.order_by("-due_at", "-pk")[:MOST_OCCURRENCES])


def get_occurrence(pk: int, *, actor: Actor) -> Occurrence:
    visible = ReportRequest.objects.visible_to(actor)
    rows = Occurrence.objects.filter(pk=pk, request__in=visible).select_related(
        "request__unit", "request__programme"
    )
    found = rows.first()
    if found is None:
        raise NotFound(_("Không tìm thấy kỳ báo cáo này."))
    return found


def _still_asked() -> Q:
    """Sent, or still owed."""
    stands = Q(unit__closed_on=None) | Q(unit__closed_on__gt=F("due_on"))
    return Q(counted_at__isnull=False) | (stands & Q(occurrence__cancelled_at=None))


def counts_of(occurrences: Iterable[Occurrence], *, at: dt.datetime) -> dict[int, Counts]:
    """One query for all of them."""
    pending = Q(counted_at=None)
    rows = (
        Report.objects.filter(_still_asked(), occurrence__in=list(occurrences))
        .values("occurrence_id")
        .annotate(
            asked=Count("pk"),
            sent=Count("pk", filter=~pending),
            returned=Count("pk", filter=Q(state=ReportState.RETURNED)),
            missing=Count("pk", filter=pending),
            overdue=Count("pk", filter=pending & Q(due_at__lte=at)),
            late=Count("pk", filter=Q(days_late__gt=0)),
        )
    )
    nothing = Counts(asked=0, sent=0, returned=0, missing=0, overdue=0, late=0)
    found = {
        row["occurrence_id"]: Counts(
            asked=row["asked"],
            sent=row["sent"],
            returned=row["returned"],
            missing=row["missing"],
            overdue=row["overdue"],
            late=row["late"],
        )
        for row in rows
    }
    return {one.pk: found.get(one.pk, nothing) for one in occurrences}


def missing(occurrence: Occurrence) -> "QuerySet[Report]":
    """Who has not sent anything that counts and still owes it: whoever urges begins here."""
    return Report.objects.filter(occurrence=occurrence).owed()


def overview_page(
    occurrence: Occurrence, *, part: str, after: int | None = None, limit: int = PAGE
) -> tuple[list[Report], int | None]:
    """Reports of an occurrence in the order of the tree; the number behind which the next page
    begins.
    """
    rows = Report.objects.filter(occurrence=occurrence)
    if part == "missing":
        rows = rows.owed()
    elif part == "returned":
        rows = rows.filter(state=ReportState.RETURNED)
    elif part == "sent":
        rows = rows.filter(counted_at__isnull=False)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    rows = rows.select_related("unit", "occurrence__request")
    found = list(rows.order_by("pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def reports_of(occurrence: Occurrence) -> Iterator[Report]:
    """Every unit's, in the order of the tree, without holding them all."""
    rows = Report.objects.filter(occurrence=occurrence)
    rows = rows.select_related("unit", "occurrence__request")
    yield from rows.order_by("pk").iterator(chunk_size=1_000)


def totals_of(occurrence: Occurrence, *, asked: int) -> list[Total]:
    """Numbers of the reports that stand (sent, not returned), summed; one query."""
    rows = Figure.objects.filter(
        report__occurrence=occurrence, report__state=ReportState.SENT
    ).values("question")
    sums = {row["question"]: row for row in rows.annotate(sum=Sum("value"), units=Count("pk"))}
    return [
        Total(
            question=one,
            value=sums[one.key]["sum"] if one.key in sums else Decimal(0),
            units=sums[one.key]["units"] if one.key in sums else 0,
            asked=asked,
        )
        for one in occurrence.request.asked
        if one.kind == QuestionKind.NUMBER
    ]


def grid_page(
    request: ReportRequest, *, after: str = "", limit: int = PAGE
) -> tuple[list[Occurrence], list[GridLine], str]:
    """Units in the order of the tree beside the latest occurrences; the path behind which the next
    page begins. Three queries.
    """
    columns = occurrences_of(request)[:COLUMNS][::-1]
    owing = Report.objects.filter(occurrence__in=columns).values("unit_id")
    units = Unit.objects.filter(pk__in=owing)
    if after:
        units = units.filter(path__gt=after)
    found = list(units.order_by("path")[: limit + 1])
    shown = {unit.pk: unit for unit in found[:limit]}
    cells: dict[tuple[int, int], Report] = {}
    for report in Report.objects.filter(occurrence__in=columns, unit__in=shown).select_related(
        "occurrence__request", "unit"
    ):
        cells[report.unit_id, report.occurrence_id] = report
    lines = [
        GridLine(unit=unit, reports=tuple(cells.get((unit.pk, one.pk)) for one in columns))
        for unit in shown.values()
    ]
    return columns, lines, found[limit - 1].path if len(found) > limit else ""


def files_of(occurrence: Occurrence) -> Iterator[tuple[Report, ReportFile]]:
    """The files of the versions that stand, unit by unit; two queries."""
    rows = Report.objects.filter(occurrence=occurrence, state=ReportState.SENT)
    reports = list(rows.select_related("unit").order_by("pk"))
    wanted = {
        pk: report
        for report in reports
        for pk in answers.file_ids(occurrence.request.asked, report.answers)
    }
    stored = ReportFile.objects.filter(report__in=rows).select_related("file").in_bulk()
    for pk, report in wanted.items():
        if pk in stored:
            yield report, stored[pk]
