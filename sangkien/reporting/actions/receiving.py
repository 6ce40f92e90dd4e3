"""What the unit that asks does with reports: send one back, put a term off."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.reporting import permissions, rules
from sangkien.reporting.enums import ReportState
from sangkien.reporting.errors import InvalidReport, ReportMoved
from sangkien.reporting.events import ReportExtended, ReportReturned
from sangkien.reporting.models import Extension, Report
from sangkien.reporting.rules import due_at as instant

LONGEST_EXTENSION = 366  # days


@transaction.atomic
def send_back(
    report: Report, *, reason: str, is_void: bool, seen: int, by: Actor, at: dt.datetime
) -> Report:
    """ "Trả lại báo cáo": to be put right. `is_void`: what came cannot be used at all, so that only
    the next version counts as sent. `seen` is the number of the version that was read.
    """
    row = _held(report, by)
    words = rules.clean_words(
        reason, field="reason", missing=_("Hãy ghi cần bổ sung, sửa gì để đơn vị làm lại.")
    )
    if not row.is_sent or row.number != seen:
        raise ReportMoved(_("Đơn vị vừa gửi bản khác, hoặc báo cáo đã được trả lại. Hãy xem lại."))
    row.state, row.returned_reason = ReportState.RETURNED, words
    row.returned_at, row.returned_by_id = at, by.user_id
    if is_void:
        row.counted_at, row.days_late = None, 0
    row.draft, row.drafted_at = row.answers, at
    row.save()
    event = ReportReturned(report_id=row.pk, unit_id=row.unit_id, is_void=is_void)
    record(event, by=by, at=at)
    return row


@transaction.atomic
def extend(report: Report, *, until: dt.date, reason: str, by: Actor, at: dt.datetime) -> Extension:
    """ "Gia hạn cho một đơn vị", at the same hour of a later day; also when the term is over. The
    same day twice is one.
    """
    row = _held(report, by)
    words = rules.clean_words(reason, field="reason", missing=_("Hãy ghi lý do gia hạn."))
    due = instant(until, row.occurrence.request.minute)
    same = Extension.objects.filter(report=row, due_at=due).first()
    if same is not None and row.due_at == due:
        return same
    _ensure_later(row, until, due)
    extension = Extension.objects.create(
        report=row,
        was_due_at=row.due_at,
        due_at=due,
        reason=words,
        given_by_id=by.user_id,
        given_at=at,
    )
    Report.objects.filter(pk=row.pk).update(due_at=due, due_on=until)
    event = ReportExtended(report_id=row.pk, unit_id=row.unit_id, extension_id=extension.pk)
    record(event, by=by, at=at)
    return extension


def _ensure_later(row: Report, until: dt.date, due: dt.datetime) -> None:
    if row.counted_at is not None:
        raise InvalidReport(_("Đơn vị đã nộp báo cáo này nên không cần gia hạn."), field="until")
    if due <= row.due_at:
        raise InvalidReport(_("Hạn mới phải sau hạn đang có."), field="until")
    if (until - row.due_on).days > LONGEST_EXTENSION:
        raise InvalidReport(_("Gia hạn nhiều nhất một năm."), field="until")


def _held(report: Report, by: Actor) -> Report:
    rows = Report.objects.select_related("occurrence__request__unit", "unit")
    row = db.locked(rows.filter(pk=report.pk)).get()
    if not permissions.can_run(by, row.occurrence.request):
        raise NotAllowed(_("Bạn không làm việc này thay cho đơn vị giao báo cáo."))
    if row.occurrence.is_cancelled:
        raise ReportMoved(_("Yêu cầu báo cáo này đã được rút."))
    return row
