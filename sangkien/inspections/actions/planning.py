"""Plan an inspection, tell the units, call it off."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import paths, text
from sangkien.core.errors import NotAllowed
from sangkien.inspections import permissions, rules
from sangkien.inspections.enums import InspectionKind, VisitState
from sangkien.inspections.errors import InvalidInspection, WrongStep
from sangkien.inspections.events import (
    InspectionAnnounced,
    InspectionCancelled,
    InspectionEvent,
    InspectionPlanned,
)
from sangkien.inspections.models import Inspection, Visit
from sangkien.journal.actions.recording import record
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is planned; `units` are visited on `first_on` until another day is set for one."""

    kind: InspectionKind
    title: str
    checklist: Sequence[str]
    units: Sequence[Unit]
    first_on: dt.date
    last_on: dt.date
    decision: str = ""
    decided_on: dt.date | None = None
    contents: str = ""


def plan(
    unit: Unit, wanted: Plan, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> Inspection:
    """ "Lập kế hoạch kiểm tra, giám sát": nobody else sees it before it is announced. The same form
    sent twice is one plan.
    """
    _ensure_may(by, unit)
    _ensure(unit, wanted)
    earlier = Inspection.objects.filter(request_key=request_key, unit=unit).first()
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            return _planned(unit, wanted, request_key=request_key, by=by, at=at)
    except IntegrityError:
        found = Inspection.objects.filter(request_key=request_key, unit=unit).first()
        if found is None:
            raise WrongStep(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None
        return found


def _planned(
    unit: Unit, wanted: Plan, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> Inspection:
    inspection = Inspection.objects.create(
        unit=unit,
        kind=wanted.kind,
        title=wanted.title,
        decision=wanted.decision,
        decided_on=wanted.decided_on,
        contents=wanted.contents,
        checklist=[text.clean_line(item) for item in wanted.checklist],
        first_on=wanted.first_on,
        last_on=wanted.last_on,
        request_key=request_key,
        planned_by_id=by.user_id,
        planned_at=at,
    )
    Visit.objects.bulk_create(
        [
            Visit(inspection=inspection, unit=one, visits_on=wanted.first_on)
            for one in sorted(set(wanted.units), key=lambda one: one.path)
        ]
    )
    _note(InspectionPlanned, inspection, by=by, at=at)
    return inspection


def _ensure(unit: Unit, wanted: Plan) -> None:
    if not text.has_words(wanted.title):
        raise InvalidInspection(_("Hãy ghi tên đợt kiểm tra, giám sát."), field="title")
    items = [item for item in wanted.checklist if text.has_words(item)]
    if len(items) != len(wanted.checklist) or not 1 <= len(items) <= rules.MOST_ITEMS:
        raise InvalidInspection(
            _("Hãy ghi từ 1 đến 30 nội dung, mỗi dòng một nội dung."), field="checklist"
        )
    if any(len(item) > rules.ITEM_LENGTH for item in items):
        raise InvalidInspection(_("Mỗi nội dung dài nhất 300 ký tự."), field="checklist")
    if wanted.last_on < wanted.first_on:
        raise InvalidInspection(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."), field="last_on")
    _ensure_units(unit, wanted.units)


def _ensure_units(unit: Unit, units: Sequence[Unit]) -> None:
    if not 1 <= len(set(units)) <= rules.MOST_UNITS:
        raise InvalidInspection(_("Hãy chọn từ 1 đến 60 đơn vị."), field="units")
    for one in units:
        below = paths.contains(unit.path, one.path) and one.path != unit.path
        if not below or one.closed_on is not None:
            raise InvalidInspection(
                _("%(unit)s không phải đơn vị đang hoạt động ở bên dưới.") % {"unit": one.label},
                field="units",
            )


@transaction.atomic
def announce(inspection: Inspection, *, by: Actor, at: dt.datetime) -> Inspection:
    """ "Thông báo cho các đơn vị"; twice is once."""
    _ensure_may(by, inspection.unit)
    rows = Inspection.objects.filter(pk=inspection.pk, cancelled_at=None, announced_at=None)
    if rows.update(announced_at=at):
        _note(InspectionAnnounced, inspection, by=by, at=at)
    inspection.refresh_from_db()
    if inspection.is_cancelled:
        raise WrongStep(_("Đợt này đã hủy."))
    return inspection


@transaction.atomic
def cancel(inspection: Inspection, *, reason: str, by: Actor, at: dt.datetime) -> Inspection:
    """ "Hủy đợt kiểm tra": what has locked minutes stays as it is."""
    _ensure_may(by, inspection.unit)
    words = rules.clean_words(reason, field="reason", missing=_("Hãy ghi lý do hủy."), most=1_000)
    rows = Inspection.objects.filter(pk=inspection.pk, cancelled_at=None)
    if not rows.update(cancelled_at=at, cancelled_reason=words):
        raise WrongStep(_("Đợt này đã hủy trước đó. Hãy tải lại trang."))
    _note(InspectionCancelled, inspection, by=by, at=at)
    inspection.refresh_from_db()
    return inspection


def is_over(inspection: Inspection) -> bool:
    """All minutes are locked."""
    return not inspection.visits.exclude(state=VisitState.LOCKED).exists()


def _ensure_may(by: Actor, unit: Unit) -> None:
    if not permissions.can_inspect(by, unit):
        raise NotAllowed(_("Bạn không lập kế hoạch kiểm tra thay cho đơn vị này."))


def _note(
    event: type[InspectionEvent], inspection: Inspection, *, by: Actor, at: dt.datetime
) -> None:
    record(event(inspection_id=inspection.pk, unit_id=inspection.unit_id), by=by, at=at)
