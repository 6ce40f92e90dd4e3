"""Appeals: asked once, answered by the unit above."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.core.workdays import vietnam
from sangkien.initiatives.actions import reopening
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Decision, Initiative
from sangkien.journal.actions.recording import record
from sangkien.recognition import permissions, rules
from sangkien.recognition.enums import AppealState
from sangkien.recognition.errors import ChangedSince, ConflictOfInterest, NotAppealable
from sangkien.recognition.events import AppealReopened, AppealSent, AppealUpheld
from sangkien.recognition.models import Appeal, Refusal
from sangkien.recognition.queries.appeals import appeal_of, handler_of, refused
from sangkien.recognition.queries.terms import terms


@transaction.atomic
def appeal(initiative: Initiative, *, text: str, by: Actor, at: dt.datetime) -> Appeal:
    """ "Kiến nghị xem xét lại" by the author, once; the same one sent twice is one."""
    if not permissions.can_appeal(by, initiative):
        raise NotAllowed(_("Chỉ tác giả sáng kiến gửi được kiến nghị."))
    words = rules.checked_appeal(text)
    earlier = appeal_of(initiative)
    if earlier is not None:
        if earlier.is_waiting and earlier.text == words:
            return earlier
        raise NotAppealable(_("Bạn đã gửi kiến nghị về sáng kiến này; mỗi sáng kiến một lần."))
    against = refused(initiative)
    if against is None:
        raise NotAppealable(_("Sáng kiến này không bị từ chối nên không có gì để kiến nghị."))
    if local_day(at) > against.until:
        raise NotAppealable(
            _("Đã quá hạn kiến nghị (%(day)s).") % {"day": f"{against.until:%d/%m/%Y}"}
        )
    handler = handler_of(against.unit, on=local_day(at))
    days = terms(handler, on=local_day(at)).answer_days
    try:
        with transaction.atomic():
            sent = Appeal.objects.create(
                initiative=initiative,
                against=against.unit,
                unit=handler,
                refused_reason=against.reason,
                refused_at=against.refused_at,
                text=words,
                sent_by_id=initiative.author_id,
                sent_at=at,
                due_on=rules.last_day(local_day(at), days, calendar=vietnam()),
            )
    except IntegrityError:
        raise NotAppealable(_("Kiến nghị về sáng kiến này vừa được gửi.")) from None
    _note(AppealSent, sent, by=by, at=at)
    return sent


@transaction.atomic
def uphold(appeal: Appeal, *, answer: str, by: Actor, at: dt.datetime) -> Appeal:
    """ "Giữ nguyên kết quả", with the reasons that the author reads."""
    words = _answered(appeal, AppealState.UPHELD, answer, by=by, at=at)
    _note(AppealUpheld, appeal, reason=words, by=by, at=at)
    return appeal


@transaction.atomic
def reopen(appeal: Appeal, *, answer: str, by: Actor, at: dt.datetime) -> Appeal:
    """ "Chấp nhận kiến nghị": the initiative is considered once more where it was refused."""
    words = _answered(appeal, AppealState.REOPENED, answer, by=by, at=at)
    initiative = Initiative.objects.get(pk=appeal.initiative_id)
    refusals = Refusal.objects.filter(initiative=initiative, lifted_at=None)
    was_refused = refusals.update(lifted_at=at) == 1
    if initiative.state_enum == State.REJECTED:
        reopening.reopen_on_appeal(initiative, reason=words, by=by, at=at)
    elif was_refused:
        reopening.recognise_on_appeal(initiative, reason=words, by=by, at=at)
    _note(AppealReopened, appeal, reason=words, by=by, at=at)
    return appeal


def _answered(
    appeal: Appeal, state: AppealState, answer: str, *, by: Actor, at: dt.datetime
) -> str:
    if not permissions.may_answer(by, appeal):
        raise NotAllowed(_("Bạn không giải quyết kiến nghị này."))
    _ensure_not_against_oneself(by, appeal)
    words = rules.checked_reason(answer, field="answer")
    held = db.locked(Appeal.objects.filter(pk=appeal.pk)).get()
    if not held.is_waiting:
        raise ChangedSince(_("Kiến nghị này đã được trả lời, hãy xem lại."))
    changes = {
        "state": state,
        "answer": words,
        "answered_by_id": by.user_id,
        "answered_at": at,
    }
    Appeal.objects.filter(pk=appeal.pk).update(**changes)
    for name, value in changes.items():
        setattr(appeal, name, value)
    return words


def _ensure_not_against_oneself(by: Actor, appeal: Appeal) -> None:
    """Whoever refused it in another office, or in the stead of the unit below, is not the one to
    say whether that was right.
    """
    if by.user_id is None:
        return
    rejected = Decision.objects.filter(
        initiative=appeal.initiative_id, outcome=State.REJECTED, decided_by_id=by.user_id
    )
    refused = Refusal.objects.filter(initiative=appeal.initiative_id, refused_by_id=by.user_id)
    if rejected.exists() or refused.exists():
        raise ConflictOfInterest(
            _("Bạn là người đã từ chối sáng kiến này: hãy để người khác giải quyết kiến nghị.")
        )


def _note(
    event: type[AppealSent | AppealUpheld | AppealReopened],
    appeal: Appeal,
    *,
    by: Actor,
    at: dt.datetime,
    reason: str = "",
) -> None:
    happened = event(
        initiative_id=appeal.initiative_id, unit_id=appeal.initiative.unit_id, reason=reason
    )
    record(happened, by=by, at=at)
