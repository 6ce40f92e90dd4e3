"""What units report of targets that the system cannot count, and what is said to it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.agreements import permissions, rules
from sangkien.agreements.enums import ResultState, TargetKind, TargetOrigin
from sangkien.agreements.errors import ChangedSince, InvalidTarget, WrongStep
from sangkien.agreements.events import (
    TargetResultConfirmed,
    TargetResultEvent,
    TargetResultReported,
    TargetResultReturned,
)
from sangkien.agreements.models import Target, TargetResult
from sangkien.core import db, text
from sangkien.core.errors import ChangedMeanwhile, NotAllowed
from sangkien.core.periods import local_day
from sangkien.files.actions import storing
from sangkien.files.actions.storing import MEGABYTE, Limits, Prepared
from sangkien.files.enums import PAPERS, PICTURES
from sangkien.journal.actions.recording import record

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

PURPOSE = "target_result"
LIMITS = Limits(kinds=PAPERS | PICTURES, most_bytes=20 * MEGABYTE, most_a_day=200 * MEGABYTE)


@dataclass(frozen=True, kw_only=True)
class Reported:
    """How far it is on a day: `value`, or `value` of `whole`; 1 or 0 for what is to be done."""

    value: Decimal
    as_of: dt.date
    words: str
    whole: Decimal | None = None


def report_result(
    target: Target,
    said: Reported,
    *,
    upload: "UploadedFile[Any] | None" = None,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> TargetResult:
    """ "Báo cáo kết quả thực hiện chỉ tiêu" by the unit that holds it, or who leads its cluster,
    with a paper or photo beside it.

    What was assigned waits for a word of who assigned it; the earlier report stays readable.
    """
    if not permissions.can_report(by, target.held_by):
        raise NotAllowed(_("Bạn không báo cáo kết quả thay đơn vị này."))
    prepared = storing.prepare(upload, LIMITS) if upload else None
    return _reported(target, said, prepared, request_key=request_key, by=by, at=at)


@transaction.atomic
def _reported(
    target: Target,
    said: Reported,
    prepared: Prepared | None,
    *,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> TargetResult:
    earlier = TargetResult.objects.filter(request_key=request_key).first()
    if earlier is not None:
        if (earlier.target_id, earlier.reported_by_id) != (target.pk, by.user_id):
            raise ChangedSince(_("Biểu mẫu đã cũ. Mời tải lại trang."))
        return earlier
    row = held(target)
    _ensure_sensible(row, said, today=local_day(at))
    TargetResult.objects.filter(target=row, is_current=True).update(is_current=False)
    is_own = not row.is_assigned
    file = None
    if prepared is not None:
        file = storing.keep(prepared, purpose=PURPOSE, by=by, at=at, limits=LIMITS)
    result = TargetResult.objects.create(
        target=row,
        value=said.value,
        whole=said.whole,
        as_of=said.as_of,
        words=said.words,
        file=file,
        state=ResultState.CONFIRMED if is_own else ResultState.WAITING,
        request_key=request_key,
        reported_by_id=by.user_id,
        reported_at=at,
        answered_by_id=by.user_id if is_own else None,
        answered_at=at if is_own else None,
    )
    _note(TargetResultReported, result, by=by, at=at)
    return result


def held(target: Target) -> Target:
    """The row as it stands now; others wait until this transaction ends."""
    rows = Target.objects.select_related("period__programme", "unit", "cluster__organiser")
    row = db.locked(rows.filter(pk=target.pk)).get()
    if row.replaced_at is not None:
        raise ChangedMeanwhile(_("Chỉ tiêu này vừa được điều chỉnh hoặc bỏ, hãy tải lại trang."))
    return row


def _ensure_sensible(target: Target, said: Reported, *, today: dt.date) -> None:
    if not target.is_reported:
        raise InvalidTarget(_("Chỉ tiêu này hệ thống tự tính, không báo cáo tay."))
    if said.as_of > today:
        raise InvalidTarget(_("Ngày của số liệu chưa tới."), field="as_of")
    if said.as_of < local_day(target.opens_at):
        raise InvalidTarget(_("Ngày này trước khi chỉ tiêu bắt đầu."), field="as_of")
    if not text.has_words(said.words):
        raise InvalidTarget(_("Hãy ghi minh chứng: theo văn bản, danh sách nào."), field="words")
    if said.value < 0 or said.value > rules.LARGEST:
        raise InvalidTarget(_("Kết quả phải từ 0 trở lên và không quá lớn."), field="value")
    _ensure_part(target, said)


def _ensure_part(target: Target, said: Reported) -> None:
    if target.kind == TargetKind.DONE_BY and said.value not in {0, 1}:
        raise InvalidTarget(_("Hãy chọn đã làm xong hay chưa."), field="value")
    if target.kind not in rules.SHARES:
        if said.whole is not None:
            raise InvalidTarget(_("Chỉ tiêu này không tính trên tổng số."), field="whole")
        return
    if said.whole is not None and said.whole <= 0:
        raise InvalidTarget(_("Tổng số phải lớn hơn 0."), field="whole")
    if said.value > (said.whole if said.whole is not None else rules.ALL_PERCENT):
        raise InvalidTarget(_("Kết quả lớn hơn tổng số. Hãy kiểm tra lại."), field="value")


@transaction.atomic
def confirm_result(result: TargetResult, *, by: Actor, at: dt.datetime) -> TargetResult:
    """ "Xác nhận kết quả" by the level that assigned the target."""
    return _answer(result, ResultState.CONFIRMED, "", by=by, at=at)


@transaction.atomic
def return_result(result: TargetResult, words: str, *, by: Actor, at: dt.datetime) -> TargetResult:
    """ "Trả lại kết quả" with what is wrong; the report before it stands again."""
    if not text.has_words(words):
        raise InvalidTarget(_("Hãy ghi vì sao trả lại."), field="words")
    return _answer(result, ResultState.RETURNED, words, by=by, at=at)


def _answer(
    result: TargetResult, state: ResultState, words: str, *, by: Actor, at: dt.datetime
) -> TargetResult:
    target = Target.objects.select_related("unit", "cluster__organiser").get(pk=result.target_id)
    if not permissions.can_set(by, target.held_by, TargetOrigin.ASSIGNED):
        raise NotAllowed(_("Bạn không xác nhận kết quả của đơn vị này."))
    if by.user_id is not None and by.user_id == result.reported_by_id:
        raise NotAllowed(_("Người báo cáo không tự xác nhận kết quả."))
    row = db.locked(TargetResult.objects.filter(pk=result.pk)).get()
    if row.state == state:
        return row
    if row.state != ResultState.WAITING:
        raise WrongStep(_("Kết quả này đã được trả lời. Hãy tải lại trang."))
    row.state, row.answer = state, words
    row.answered_by_id, row.answered_at = by.user_id, at
    if state == ResultState.RETURNED:
        row.is_current = False
    row.save()
    if state == ResultState.RETURNED:
        _bring_back(row)
    happened = TargetResultConfirmed if state == ResultState.CONFIRMED else TargetResultReturned
    _note(happened, row, by=by, at=at)
    return row


def _bring_back(returned: TargetResult) -> None:
    """The newest of the other reports stands again, unless a newer one stands already."""
    others = TargetResult.objects.filter(target_id=returned.target_id)
    if others.filter(is_current=True).exists():
        return
    last = others.exclude(state=ResultState.RETURNED).order_by("-pk").first()
    if last is not None:
        TargetResult.objects.filter(pk=last.pk).update(is_current=True)


def _note(
    event: type[TargetResultEvent], result: TargetResult, *, by: Actor, at: dt.datetime
) -> None:
    target = result.target
    happened = event(
        target_id=target.pk,
        period_id=target.period_id,
        unit_id=permissions.recorded_at(target.held_by).pk,
        value=str(result.value),
        result_id=result.pk,
        on=local_day(at),
    )
    record(happened, by=by, at=at)
