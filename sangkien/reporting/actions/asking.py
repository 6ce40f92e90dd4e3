"""Ask for a report, and take the request back."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db, text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.core.workdays import vietnam
from sangkien.files.actions import storing
from sangkien.files.actions.storing import MEGABYTE, Limits, Prepared
from sangkien.files.enums import PAPERS
from sangkien.journal.actions.recording import record
from sangkien.reporting import permissions, rules
from sangkien.reporting.actions import opening
from sangkien.reporting.enums import Audience, Rhythm
from sangkien.reporting.errors import InvalidRequest, ReportMoved
from sangkien.reporting.events import ReportAsked, RequestWithdrawn
from sangkien.reporting.models import Occurrence, ReportRequest
from sangkien.reporting.rules import Question, Term
from sangkien.units.models import Cluster, Unit

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from sangkien.programmes.models import Programme

PURPOSE = "report_template"
LIMITS = Limits(kinds=PAPERS, most_bytes=10 * MEGABYTE, most_a_day=100 * MEGABYTE)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked, of whom, and by when. `once_on` for one that is asked for once."""

    title: str
    audience: Audience
    questions: Sequence[Question]
    term: Term
    once_on: dt.date | None = None
    starts_on: dt.date
    ends_on: dt.date | None = None
    wanted: str = ""
    cluster: Cluster | None = None
    programme: "Programme | None" = None
    remind_days: int = 3
    grace_days: int = 0
    template: "UploadedFile[Any] | None" = field(default=None, repr=False)


def ask(
    unit: Unit, wanted: Wanted, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> ReportRequest:
    """ "Giao chế độ báo cáo": the first occurrence is given to the units at once where its time has
    come, the others by the worker. The same form sent twice is one request.
    """
    if not permissions.can_ask(by, unit):
        raise NotAllowed(_("Bạn không giao báo cáo thay cho đơn vị này."))
    earlier = ReportRequest.objects.filter(request_key=request_key, unit=unit).first()
    if earlier is not None:
        return earlier
    _ensure(unit, wanted, today=local_day(at))
    prepared = storing.prepare(wanted.template, LIMITS) if wanted.template else None
    try:
        with transaction.atomic():
            return _asked(unit, wanted, prepared, request_key=request_key, by=by, at=at)
    except IntegrityError:
        found = ReportRequest.objects.filter(request_key=request_key, unit=unit).first()
        if found is None:
            raise ReportMoved(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None
        return found


def _asked(
    unit: Unit,
    wanted: Wanted,
    prepared: Prepared | None,
    *,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> ReportRequest:
    request = ReportRequest(
        unit=unit,
        request_key=request_key,
        asked_by_id=by.user_id,
        asked_at=at,
        **_columns(wanted),
    )
    if prepared is not None:
        request.template = storing.keep(prepared, purpose=PURPOSE, by=by, at=at, limits=LIMITS)
    opening.plan_first(request, today=local_day(at), at=at)
    request.save(force_insert=True)
    record(ReportAsked(request_id=request.pk, unit_id=unit.pk), by=by, at=at)
    opening.give_out(request, today=local_day(at), at=at)
    return request


def _columns(wanted: Wanted) -> dict[str, Any]:
    return {
        "audience": wanted.audience,
        "cluster": wanted.cluster,
        "programme": wanted.programme,
        "title": wanted.title,
        "wanted": wanted.wanted,
        "questions": [
            {
                "key": one.key,
                "label": text.clean_line(one.label),
                "kind": one.kind.value,
                "is_optional": one.is_optional,
            }
            for one in wanted.questions
        ],
        "rhythm": wanted.term.rhythm,
        "once_on": wanted.once_on,
        "month": wanted.term.month,
        "day": wanted.term.day,
        "minute": wanted.term.minute,
        "on_day_off": wanted.term.on_day_off,
        "remind_days": wanted.remind_days,
        "grace_days": wanted.grace_days,
        "starts_on": wanted.starts_on,
        "ends_on": wanted.ends_on,
    }


def _ensure(unit: Unit, wanted: Wanted, *, today: dt.date) -> None:
    if not text.has_words(wanted.title):
        raise InvalidRequest(_("Hãy ghi tên báo cáo."), field="title")
    _ensure_audience(unit, wanted)
    _ensure_questions(wanted.questions)
    rules.ensure_term(wanted.term)
    if not 0 <= wanted.remind_days <= rules.MOST_REMIND:
        raise InvalidRequest(_("Nhắc trước từ 0 đến 30 ngày."), field="remind_days")
    if not 0 <= wanted.grace_days <= rules.MOST_GRACE:
        raise InvalidRequest(_("Châm chước từ 0 đến 30 ngày."), field="grace_days")
    if wanted.ends_on is not None and wanted.ends_on < wanted.starts_on:
        raise InvalidRequest(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."), field="ends_on")
    _ensure_day(wanted, today=today)


def _ensure_day(wanted: Wanted, *, today: dt.date) -> None:
    if wanted.term.rhythm != Rhythm.ONCE:
        return
    if wanted.once_on is None:
        raise InvalidRequest(_("Hãy ghi hạn nộp."), field="once_on")
    if rules.moved(wanted.once_on, wanted.term.on_day_off, vietnam()) < today:
        raise InvalidRequest(_("Hạn nộp đã qua. Hãy chọn ngày từ hôm nay trở đi."), field="once_on")
    if wanted.once_on > today + dt.timedelta(days=rules.AHEAD[Rhythm.ONCE]):
        raise InvalidRequest(_("Hạn nộp xa nhất là 400 ngày nữa."), field="once_on")


def _ensure_audience(unit: Unit, wanted: Wanted) -> None:
    is_cluster = wanted.audience == Audience.CLUSTER
    if is_cluster and (wanted.cluster is None or wanted.cluster.organiser_id != unit.pk):
        raise InvalidRequest(_("Hãy chọn cụm, khối thi đua do đơn vị lập."), field="cluster")
    if not is_cluster and wanted.cluster is not None:
        raise InvalidRequest(_("Chỉ chọn cụm, khối khi giao cho cụm, khối."), field="cluster")
    if wanted.audience == Audience.GRASSROOTS and unit.level.is_grassroots:
        raise InvalidRequest(_("Công đoàn cơ sở không có CĐCS bên dưới."), field="audience")


def _ensure_questions(questions: Sequence[Question]) -> None:
    if not questions or len(questions) > rules.MOST_QUESTIONS:
        raise InvalidRequest(_("Hãy ghi từ 1 đến 8 nội dung cần báo cáo."), field="label_1")
    if all(one.is_optional for one in questions):
        raise InvalidRequest(_("Phải có ít nhất một nội dung bắt buộc."), field="label_1")
    for number, one in enumerate(questions, start=1):
        if not text.has_words(one.label) or len(one.label) > rules.LABEL_LENGTH:
            raise InvalidRequest(_("Mỗi nội dung ghi từ 1 đến 200 ký tự."), field=f"label_{number}")


@transaction.atomic
def withdraw(request: ReportRequest, *, reason: str, by: Actor, at: dt.datetime) -> ReportRequest:
    """ "Rút yêu cầu báo cáo": what is not due yet need not be sent any more; what is due stays."""
    if not permissions.can_run(by, request):
        raise NotAllowed(_("Bạn không rút yêu cầu của đơn vị này."))
    words = rules.clean_words(reason, field="reason", missing=_("Hãy ghi lý do để đơn vị biết."))
    rows = ReportRequest.objects.filter(pk=request.pk)
    db.locked(rows).get()
    changed = rows.filter(withdrawn_at=None).update(
        withdrawn_at=at,
        withdrawn_by_id=by.user_id,
        withdrawn_reason=words,
        open_on=None,
        next_first_on=None,
    )
    if not changed:
        raise ReportMoved(_("Yêu cầu này đã được rút. Hãy tải lại trang."))
    Occurrence.objects.filter(request=request, due_at__gt=at).update(cancelled_at=at)
    record(RequestWithdrawn(request_id=request.pk, unit_id=request.unit_id), by=by, at=at)
    request.refresh_from_db()
    return request
