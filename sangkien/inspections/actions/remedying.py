"""The unit says what it put right; the team closes the finding or sends it back."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.files.actions import storing
from sangkien.files.actions.storing import MEGABYTE, Limits
from sangkien.files.enums import PAPERS, PICTURES
from sangkien.inspections import permissions, rules
from sangkien.inspections.actions.holding import ensure_inspector
from sangkien.inspections.enums import AnswerVerdict, FindingState
from sangkien.inspections.errors import InvalidInspection, OwnUnit, WrongStep
from sangkien.inspections.events import (
    FindingAnswered,
    FindingClosed,
    FindingEvent,
    FindingOverdue,
    FindingSentBack,
)
from sangkien.inspections.models import Answer, Finding
from sangkien.journal.actions.recording import record

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

PURPOSE = "inspection"
LIMITS = Limits(kinds=PAPERS | PICTURES, most_bytes=20 * MEGABYTE, most_a_day=200 * MEGABYTE)
OVERDUE_BATCH = 200


def answer(
    finding: Finding,
    *,
    words: str,
    upload: "UploadedFile[Any] | None" = None,
    by: Actor,
    at: dt.datetime,
) -> Answer:
    """ "Báo cáo kết quả khắc phục", with evidence; the same words while nobody has judged them are
    one answer.
    """
    if not permissions.can_answer(by, finding):
        raise NotAllowed(_("Bạn không trả lời thay cho đơn vị này."))
    clean = rules.clean_words(words, field="words", missing=_("Hãy ghi đã khắc phục thế nào."))
    prepared = storing.prepare(upload, LIMITS) if upload else None
    with transaction.atomic():
        row = _held(finding)
        last = row.answers.order_by("-number").first()
        if row.is_answered and last is not None and last.words == clean:
            return last
        if not row.is_open:
            raise WrongStep(_("Kiến nghị này đang chờ đoàn xem hoặc đã xong. Hãy tải lại trang."))
        if last is not None and last.number >= rules.MOST_ANSWERS:
            raise InvalidInspection(_("Đã trả lời quá nhiều lần. Hãy trao đổi trực tiếp với đoàn."))
        stored = None
        if prepared is not None:
            stored = storing.keep(prepared, purpose=PURPOSE, by=by, at=at, limits=LIMITS)
        sent = Answer.objects.create(
            finding=row,
            number=last.number + 1 if last else 1,
            words=clean,
            file=stored,
            sent_by_id=by.user_id,
            sent_at=at,
        )
        Finding.objects.filter(pk=row.pk).update(state=FindingState.ANSWERED)
        _note(FindingAnswered, row, by=by, at=at, number=sent.number)
    return sent


@transaction.atomic
def judge(
    finding: Finding,
    *,
    verdict: AnswerVerdict,
    words: str = "",
    seen: int,
    by: Actor,
    at: dt.datetime,
) -> Finding:
    """ "Đóng kiến nghị, hoặc yêu cầu làm tiếp" about the answer `seen`; going back needs a reason."""
    row = _held(finding)
    ensure_inspector(by, row.visit)
    if by.user_id is not None and row.answers.filter(number=seen, sent_by_id=by.user_id).exists():
        raise OwnUnit(_("Người đã trả lời không tự xem kết quả khắc phục."))
    clean = ""
    if verdict == AnswerVerdict.BACK or words.strip():
        missing = _("Hãy ghi còn thiếu gì để đơn vị làm tiếp.")
        clean = rules.clean_words(words, field="words", missing=missing, most=2_000)
    judged = Answer.objects.filter(finding=row, number=seen, verdict="").update(
        verdict=verdict, judged_words=clean, judged_by_id=by.user_id, judged_at=at
    )
    if not judged or not row.is_answered:
        raise WrongStep(_("Câu trả lời này đã được xem hoặc có bản mới. Hãy tải lại trang."))
    if verdict == AnswerVerdict.CLOSED:
        Finding.objects.filter(pk=row.pk).update(state=FindingState.CLOSED, closed_at=at)
        _note(FindingClosed, row, by=by, at=at, number=seen)
    else:
        Finding.objects.filter(pk=row.pk).update(state=FindingState.OPEN)
        _note(FindingSentBack, row, by=by, at=at, number=seen)
    row.refresh_from_db()
    return row


def notice_overdue(now: dt.datetime) -> int:
    """ "Báo kiến nghị quá hạn": once each."""
    late = Finding.objects.filter(
        state=FindingState.OPEN, due_on__lt=local_day(now), overdue_at=None
    )
    told = 0
    for row in list(late.order_by("due_on", "pk")[:OVERDUE_BATCH]):
        with transaction.atomic():
            if Finding.objects.filter(pk=row.pk, overdue_at=None).update(overdue_at=now):
                _note(FindingOverdue, row, by=Actor.system(), at=now)
                told += 1
    return told


def _held(finding: Finding) -> Finding:
    rows = Finding.objects.select_related("visit__inspection__unit", "visit__unit", "unit")
    return db.locked(rows.filter(pk=finding.pk)).get()


def _note(
    event: type[FindingEvent], finding: Finding, *, by: Actor, at: dt.datetime, **details: Any
) -> None:
    happened = event(
        finding_id=finding.pk, visit_id=finding.visit_id, unit_id=finding.unit_id, **details
    )
    record(happened, by=by, at=at)
