"""The urged unit answers; the result of a call is written down."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.followup import permissions, rules
from sangkien.followup.enums import CallOutcome, Reply
from sangkien.followup.errors import InvalidUrging
from sangkien.followup.events import CallNoted, UrgingAnswered
from sangkien.followup.models import Urging
from sangkien.followup.queries import now_of
from sangkien.journal.actions.recording import record
from sangkien.progress.queries.figures import complete_at
from sangkien.reporting.queries import late_reports

MOST_DAYS_AHEAD = 60


@transaction.atomic
def answer(urging: Urging, *, reply: Reply, words: str, by: Actor, at: dt.datetime) -> Urging:
    """ "Trả lời đôn đốc": with words or without; a later answer takes the place of the earlier one,
    the same twice is once.
    """
    if not permissions.can_answer(by, urging):
        raise NotAllowed(_("Chỉ cán bộ của đơn vị trả lời được."))
    said = rules.clean_words(words, field="words")
    if (urging.answer, urging.answer_words) == (reply, said):
        return urging
    Urging.objects.filter(pk=urging.pk).update(
        answer=reply, answer_words=said, answered_by_id=by.user_id, answered_at=at
    )
    urging.refresh_from_db(fields=["answer", "answer_words", "answered_by", "answered_at"])
    record(_event(UrgingAnswered, urging, outcome=reply), by=by, at=at)
    return urging


@transaction.atomic
def note_call(
    urging: Urging,
    *,
    outcome: CallOutcome,
    words: str = "",
    call_on: dt.date | None = None,
    by: Actor,
    at: dt.datetime,
) -> Urging:
    """ "Ghi kết quả cuộc gọi": by the office that made the list. After "đã nói chuyện" it is closed;
    the effect is counted from the talk, against the figures of that moment.
    """
    if not urging.is_call or not permissions.can_note_call(by, urging):
        raise NotAllowed(_("Bạn không ghi được kết quả cuộc gọi này."))
    said = rules.clean_words(words, field="words")
    if outcome == CallOutcome.APPOINTED:
        _ensure_day(call_on, today=local_day(at))
    day = call_on if outcome == CallOutcome.APPOINTED else None
    if (urging.outcome, urging.outcome_words, urging.call_on) == (outcome, said, day):
        return urging
    open_ = Urging.objects.filter(pk=urging.pk).exclude(outcome=CallOutcome.TALKED)
    changes: dict[str, object] = {
        "outcome": outcome,
        "outcome_words": said,
        "call_on": day,
        "called_by_id": by.user_id,
        "called_at": at,
    }
    if outcome == CallOutcome.TALKED and urging.measured_at is None:
        changes |= {"measure_at": at + rules.EFFECT_AFTER, **_figures_of(urging, at=at)}
    if open_.update(**changes) != 1:
        raise InvalidUrging(_("Cuộc gọi này đã có kết quả. Hãy tải lại trang."))
    urging.refresh_from_db(fields=list(changes))
    record(_event(CallNoted, urging, outcome=outcome), by=by, at=at)
    return urging


def _figures_of(urging: Urging, *, at: dt.datetime) -> dict[str, object]:
    """As they are when somebody was talked to: the list may be days old."""
    period = urging.period
    sent, valid = now_of(urging) or (0, 0)
    late = late_reports(Q(unit_id=urging.unit_id), period.programme, at=at)
    return {
        "talk_sent": sent,
        "talk_valid": valid,
        "talk_late_reports": len(late.get(urging.unit_id, ())),
        "talk_counted_at": complete_at(period.unit, period, at=at),
    }


def _ensure_day(day: dt.date | None, *, today: dt.date) -> None:
    if day is None:
        raise InvalidUrging(_("Hẹn ngày nào gọi lại?"), field="call_on")
    if not today <= day <= today + dt.timedelta(days=MOST_DAYS_AHEAD):
        raise InvalidUrging(_("Ngày hẹn từ hôm nay đến 60 ngày tới."), field="call_on")


def _event(
    event: type[UrgingAnswered] | type[CallNoted], urging: Urging, *, outcome: str
) -> UrgingAnswered | CallNoted:
    return event(
        urging_id=urging.pk, unit_id=urging.unit_id, kind=urging.step, outcome=str(outcome)
    )
