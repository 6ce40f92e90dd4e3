"""The level above appraises and recognises."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.practices import permissions, rules
from sangkien.practices.actions.registering import move
from sangkien.practices.enums import PracticeState, Verdict
from sangkien.practices.errors import OwnWork
from sangkien.practices.events import PracticeJudged
from sangkien.practices.models import Effect, Judgement, Practice


@transaction.atomic
def judge(
    practice: Practice,
    *,
    verdict: Verdict,
    words: str,
    document: str = "",
    seen: int,
    by: Actor,
    at: dt.datetime,
) -> Judgement:
    """ "Thẩm định, công nhận": by the level above, never by who wrote it. `document` is the number of
    the decision, where there is one; refusing and returning need words.
    """
    judge_id = _ensure_other(practice, by)
    told = Effect.objects.filter(practice=practice, use=None).exists()
    state = rules.next_state(PracticeState(practice.state), verdict, has_effect=told)
    is_good = verdict in (Verdict.APPROVE, Verdict.RECOGNISE)
    said = rules.clean_words(
        words,
        field="words",
        missing="" if is_good else _("Hãy ghi lý do để đơn vị biết sửa gì."),
        most=rules.REASON_LENGTH,
    )
    number = rules.clean_line(document, field="document", most=rules.DOCUMENT_LENGTH)
    day = local_day(at) if state == PracticeState.RECOGNISED else None
    kept = {"document": number, "recognised_on": day} if day else {}
    move(practice, state, seen=seen, **kept)
    row = Judgement.objects.create(
        practice=practice,
        verdict=verdict,
        words=said,
        document=number,
        judged_by_id=judge_id,
        judged_at=at,
    )
    event = PracticeJudged(
        practice_id=practice.pk, unit_id=practice.unit_id, judgement_id=row.pk, verdict=verdict
    )
    record(event, by=by, at=at)
    return row


def _ensure_other(practice: Practice, by: Actor) -> int:
    """The number of who judges: somebody above who wrote nothing of it."""
    if by.user_id is None or not permissions.oversees(by, practice):
        raise NotAllowed(_("Chỉ cấp trên của đơn vị thẩm định được."))
    if permissions.wrote(by, practice):
        raise OwnWork(_("Bạn đã viết đăng ký này, hãy để người khác thẩm định."))
    if Effect.objects.filter(practice=practice, use=None, told_by_id=by.user_id).exists():
        raise OwnWork(_("Bạn đã viết kết quả này, hãy để người khác thẩm định."))
    return by.user_id
