"""Occurrences ahead of their day, a row for each unit that owes one, and what is told on the way.

Each piece is one transaction that holds its row first: done twice, or by two workers, it is done once.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.periods import last_day, local_day
from sangkien.core.workdays import vietnam
from sangkien.journal.actions.recording import record
from sangkien.reporting import rules
from sangkien.reporting.enums import Audience, Rhythm
from sangkien.reporting.events import DueSoon, OccurrenceEvent, OccurrenceOpened, Overdue
from sangkien.reporting.models import Occurrence, Report, ReportRequest
from sangkien.reporting.rules import Span
from sangkien.units.models import Unit

UNITS = 500  # in one transaction
REQUESTS = 50  # in one turn of the worker
MOST_SPANS = 60  # looked through for one that is not over yet


def plan_first(request: ReportRequest, *, today: dt.date, at: dt.datetime) -> None:
    """Set which span comes first: the first one that is not due yet. The caller saves."""
    if not request.is_repeated:
        request.next_first_on = request.starts_on
        request.open_on = today
        return
    span = rules.span_of(Rhythm(request.rhythm), request.starts_on)
    for _turn in range(MOST_SPANS):
        if _term(request, span)[1] > at:
            break
        span = rules.next_span(Rhythm(request.rhythm), span)
    _plan(request, span)


def _plan(request: ReportRequest, span: Span) -> None:
    if request.ends_on is not None and span.first > request.ends_on:
        request.next_first_on = request.open_on = None
        return
    request.next_first_on = span.first
    nominal, _due = _term(request, span)
    request.open_on = nominal - dt.timedelta(days=rules.AHEAD[Rhythm(request.rhythm)])


def _term(request: ReportRequest, span: Span) -> tuple[dt.date, dt.datetime]:
    """The day of the rule, and the instant at which the term ends."""
    term = request.term
    nominal = request.once_on or rules.nominal_day(term, span)
    day = rules.moved(nominal, term.on_day_off, vietnam())
    return nominal, rules.due_at(day, term.minute)


def coming(request: ReportRequest, *, most: int = 3) -> list[Occurrence]:
    """The next occurrences, as they will be made; nothing is written."""
    found: list[Occurrence] = []
    if request.next_first_on is None or not request.is_repeated:
        return found
    span = rules.span_of(Rhythm(request.rhythm), request.next_first_on)
    while len(found) < most and (request.ends_on is None or span.first <= request.ends_on):
        found.append(_unsaved(request, span, at=request.asked_at))
        span = rules.next_span(Rhythm(request.rhythm), span)
    return found


def _unsaved(request: ReportRequest, span: Span, *, at: dt.datetime) -> Occurrence:
    nominal, due = _term(request, span)
    return Occurrence(
        request=request,
        first_on=span.first,
        last_on=span.last,
        nominal_on=nominal,
        due_at=due,
        remind_on=last_day(due) - dt.timedelta(days=request.remind_days),
        made_at=at,
    )


def make_due(now: dt.datetime) -> int:
    """ "Lập các kỳ báo cáo sắp tới". Returns how many were made."""
    today = local_day(now)
    due = ReportRequest.objects.filter(open_on__lte=today).order_by("open_on", "pk")
    made = 0
    for pk in list(due.values_list("pk", flat=True)[:REQUESTS]):
        with transaction.atomic():
            rows = ReportRequest.objects.select_related("unit").filter(pk=pk, open_on__lte=today)
            request = db.locked(rows, skip=True).first()
            if request is not None:
                made += give_out(request, today=today, at=now)
    return made


def give_out(request: ReportRequest, *, today: dt.date, at: dt.datetime) -> int:
    """Make what is to be given out by a day, and its rows as far as one batch goes. The caller holds
    the request in a transaction.
    """
    made = 0
    while request.next_first_on and request.open_on and request.open_on <= today:
        span = _span(request, request.next_first_on)
        occurrence, is_new = Occurrence.objects.get_or_create(
            request=request, first_on=span.first, defaults=_fields(_unsaved(request, span, at=at))
        )
        made += is_new
        if request.is_repeated:
            _plan(request, rules.next_span(Rhythm(request.rhythm), span))
        else:
            request.next_first_on = request.open_on = None
        request.save(update_fields=["next_first_on", "open_on"])
        fill(occurrence, at=at)
    return made


def _span(request: ReportRequest, first: dt.date) -> Span:
    if request.is_repeated:
        return rules.span_of(Rhythm(request.rhythm), first)
    return Span(first=first, last=request.ends_on or request.once_on or first)


def _fields(occurrence: Occurrence) -> dict[str, object]:
    names = ("last_on", "nominal_on", "due_at", "remind_on", "made_at")
    return {name: getattr(occurrence, name) for name in names}


def fill_waiting(now: dt.datetime) -> int:
    """ "Giao kỳ báo cáo cho các đơn vị": a batch of each that is not given out wholly."""
    waiting = Occurrence.objects.filter(opened_at=None, cancelled_at=None).order_by("pk")
    filled = 0
    for pk in list(waiting.values_list("pk", flat=True)[:REQUESTS]):
        with transaction.atomic():
            rows = Occurrence.objects.select_related("request__unit").filter(pk=pk, opened_at=None)
            occurrence = db.locked(rows, skip=True).first()
            if occurrence is not None:
                filled += fill(occurrence, at=now)
    return filled


def fill(occurrence: Occurrence, *, at: dt.datetime) -> int:
    """Rows for the next units in the order of the tree; the last batch opens the occurrence."""
    if occurrence.opened_at is not None or occurrence.is_cancelled:
        return 0
    units = audience(occurrence.request, on=local_day(at)).filter(path__gt=occurrence.reached)
    found = list(units.order_by("path").values_list("pk", "path")[:UNITS])
    Report.objects.bulk_create(
        [
            Report(
                occurrence=occurrence,
                unit_id=pk,
                due_at=occurrence.due_at,
                due_on=occurrence.due_day,
            )
            for pk, _path in found
        ],
        ignore_conflicts=True,
    )
    if found:
        occurrence.reached = found[-1][1]
    if len(found) < UNITS:
        occurrence.opened_at = at
        _told(OccurrenceOpened, occurrence, at=at)
    occurrence.save(update_fields=["reached", "opened_at"])
    return len(found)


def audience(request: ReportRequest, *, on: dt.date) -> QuerySet[Unit]:
    """The units that owe a report on a day; a unit never reports to itself."""
    units = Unit.objects.standing_on(on).exclude(pk=request.unit_id)
    if request.audience == Audience.CLUSTER:
        inside = Q(cluster_memberships__cluster=request.cluster_id)
        blocks = Q(cluster_memberships__cluster__parent=request.cluster_id)
        return units.filter(inside | blocks).distinct()
    if request.audience == Audience.GRASSROOTS:
        return units.under(request.unit.path).grassroots()
    return units.filter(parent=request.unit_id)


def remind_due(now: dt.datetime) -> int:
    """ "Nhắc trước hạn, báo quá hạn": once for each occurrence."""
    alive = Occurrence.objects.filter(opened_at__isnull=False, cancelled_at=None)
    near = alive.filter(reminded_at=None, remind_on__lte=local_day(now), due_at__gt=now)
    late = alive.filter(overdue_at=None, due_at__lte=now)
    told = 0
    for rows, field, event in ((near, "reminded_at", DueSoon), (late, "overdue_at", Overdue)):
        for pk in list(rows.order_by("pk").values_list("pk", flat=True)[:REQUESTS]):
            told += _remind(pk, field, event, now=now)
    return told


@transaction.atomic
def _remind(pk: int, field: str, event: type[OccurrenceEvent], *, now: dt.datetime) -> int:
    """Compare and set: one worker does it."""
    changed = Occurrence.objects.filter(pk=pk, **{field: None}).update(**{field: now})
    if changed:
        occurrence = Occurrence.objects.select_related("request").get(pk=pk)
        if not (event is DueSoon and local_day(occurrence.made_at) >= occurrence.remind_on):
            _told(event, occurrence, at=now)
    return changed


def _told(event: type[OccurrenceEvent], occurrence: Occurrence, *, at: dt.datetime) -> None:
    record(
        event(
            occurrence_id=occurrence.pk,
            request_id=occurrence.request_id,
            unit_id=occurrence.request.unit_id,
        ),
        by=Actor.system(),
        at=at,
    )
