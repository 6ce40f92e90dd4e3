"""Answer a question of the programme with a file: a photo, a paper."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.files.actions import storing, uploading
from sangkien.files.actions.storing import MEGABYTE, Limits, Prepared
from sangkien.files.errors import RefusedFile
from sangkien.files.models import Upload
from sangkien.initiatives import conditions, permissions, secrecy
from sangkien.initiatives import evidence as held
from sangkien.initiatives.actions.evidence import A_DAY, PURPOSE, recorded
from sangkien.initiatives.enums import EvidenceKind, State
from sangkien.initiatives.errors import TooMuchEvidence, WrongState
from sangkien.initiatives.events import EvidenceAdded, EvidenceRemoved
from sangkien.initiatives.models import Evidence, Initiative
from sangkien.programmes.queries import asked_by
from sangkien.programmes.questions import FILES, MOST_FILES, Question, about_files

MOST_KEPT = 4 * MOST_FILES  # of one initiative, with those that were replaced after a return
MOST_BYTES = 100 * MEGABYTE


def limits_of(question: Question) -> Limits:
    return Limits(kinds=FILES[question.kind], most_a_day=A_DAY)


def get_question(initiative: Initiative, key: str, *, at: dt.datetime) -> Question:
    """One that this very initiative is asked and that takes a file, else NotFound."""
    ruleset = conditions.ruleset_of(initiative, at=at)
    asked = about_files(asked_by(ruleset))
    found = next((question for question in asked if question.key == key), None)
    if found is None:
        raise NotFound(_("Chương trình không còn hỏi tệp này. Hãy tải lại trang."))
    return found


def answer(
    initiative: Initiative,
    question: Question,
    *,
    upload: "UploadedFile[Any]",
    by: Actor,
    at: dt.datetime,
    request_key: uuid.UUID | None = None,
) -> Evidence:
    """ "Gửi tệp trả lời": kept at once, whatever becomes of the rest of the form.

    Another file takes the place of the earlier one; the same one again changes nothing.
    """
    _ensure_may(initiative, question, by)
    request_key = request_key or _key_of(initiative, question, upload)
    again = _sent_before(initiative, question, request_key)
    if again is not None and again.replaced_at is None:
        return again
    prepared = storing.prepare(upload, limits_of(question)) if again is None else None
    row = Evidence(
        initiative=initiative,
        kind=EvidenceKind.ANSWER,
        question=question.key,
        request_key=request_key,
    )
    return _keep(row, question, prepared, by=by, at=at)


def answer_uploaded(
    initiative: Initiative, question: Question, *, upload: Upload, by: Actor, at: dt.datetime
) -> Evidence:
    """The same with a file that came in pieces; its key is the key of the request."""
    _ensure_may(initiative, question, by)
    again = _sent_before(initiative, question, upload.key)
    if again is not None and again.replaced_at is None:
        return again
    answered = answer(
        initiative,
        question,
        upload=uploading.assembled(upload),
        request_key=upload.key,
        by=by,
        at=at,
    )
    uploading.finish(upload, answered.file)
    return answered


def _ensure_may(initiative: Initiative, question: Question, by: Actor) -> None:
    if not permissions.is_own(by, initiative):
        raise NotAllowed(_("Chỉ tác giả hoặc người nhập mới gửi được tệp trả lời."))
    if not permissions.can_answer_with(by, initiative, question):
        raise WrongState(_("Sáng kiến đã gửi nên không đổi được tệp trả lời câu hỏi này."))


def _key_of(initiative: Initiative, question: Question, upload: "UploadedFile[Any]") -> uuid.UUID:
    said = f"{initiative.pk}:{question.key}:{storing.digest(upload)}"
    return uuid.uuid5(uuid.NAMESPACE_OID, said)


def _sent_before(
    initiative: Initiative, question: Question, request_key: uuid.UUID
) -> Evidence | None:
    rows = Evidence.objects.filter(initiative=initiative, request_key=request_key)
    found = rows.select_related("file").first()
    if found is not None and found.question != question.key:
        raise RefusedFile(_("Tệp này đã gửi cho mục khác. Hãy chọn lại tệp."))
    return found


@transaction.atomic
def _keep(
    row: Evidence, question: Question, prepared: Prepared | None, *, by: Actor, at: dt.datetime
) -> Evidence:
    """The initiative is held: two at once leave one file that counts, and none after a decision."""
    initiative = db.locked(Initiative.objects.filter(pk=row.initiative_id)).get()
    _ensure_may(initiative, question, by)
    again = _sent_before(initiative, question, row.request_key)
    if again is not None and again.replaced_at is None:
        return again
    _let_go(initiative, held.given(initiative), question, by=by, at=at)
    if again is not None:  # an earlier one is sent again
        Evidence.objects.filter(pk=again.pk).update(replaced_at=None)
        again.replaced_at = None
        recorded(EvidenceAdded, again, by=by, at=at)
        return again
    assert prepared is not None  # noqa: S101 - what is not there yet was looked at
    limits = limits_of(question)
    is_secret = initiative.is_secret
    row.file = storing.keep(
        prepared, purpose=PURPOSE, by=by, at=at, limits=limits, is_sealed=is_secret
    )
    if is_secret:
        secrecy.seal_evidence(row, name=prepared.name)
    _ensure_room(held.given(initiative), row)
    rows = Evidence.objects.filter(initiative=initiative)
    last: int | None = rows.aggregate(last=Max("position"))["last"]
    row.position, row.added_by_id, row.added_at = (last or 0) + 1, by.user_id, at
    row.save(force_insert=True)
    recorded(EvidenceAdded, row, by=by, at=at)
    return row


def _let_go(
    initiative: Initiative,
    rows: Sequence[Evidence],
    question: Question,
    *,
    by: Actor,
    at: dt.datetime,
) -> None:
    """The file that counted so far: gone from a draft, kept beside where officers have seen it."""
    for row in rows:
        if row.question != question.key or row.replaced_at is not None:
            continue
        if initiative.state_enum == State.DRAFT:
            Evidence.objects.filter(pk=row.pk).delete()
        else:
            Evidence.objects.filter(pk=row.pk).update(replaced_at=at)
        recorded(EvidenceRemoved, row, by=by, at=at)


def _ensure_room(rows: Sequence[Evidence], row: Evidence) -> None:
    size = sum(one.file.size for one in rows) + row.file.size
    if len(rows) >= MOST_KEPT or size > MOST_BYTES:
        raise TooMuchEvidence(_("Đã đổi tệp quá nhiều lần. Hãy nhờ cán bộ công đoàn hỗ trợ."))


@transaction.atomic
def take_back(initiative: Initiative, question: Question, *, by: Actor, at: dt.datetime) -> None:
    """ "Bỏ tệp trả lời"; twice is once."""
    fresh = db.locked(Initiative.objects.filter(pk=initiative.pk)).get()
    _ensure_may(fresh, question, by)
    _let_go(fresh, held.given(fresh), question, by=by, at=at)
