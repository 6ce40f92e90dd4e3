"""What is decided about a sent initiative at each step of its review."""

import datetime as dt
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import DomainError, NotAllowed
from sangkien.core.periods import local_day
from sangkien.initiatives import permissions, queries, rules
from sangkien.initiatives.actions import correcting, passing
from sangkien.initiatives.actions.moving import checked_reason, decided_words, move
from sangkien.initiatives.enums import COUNTED_AS_VALID, State
from sangkien.initiatives.errors import (
    ConflictOfInterest,
    DecidedMeanwhile,
    ShareDisputed,
    WrongState,
)
from sangkien.initiatives.events import (
    InitiativeAccepted,
    InitiativeChecked,
    InitiativeConfirmed,
    InitiativeEvent,
    InitiativeRejected,
    InitiativeReopened,
    InitiativeReturned,
)
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.waiting import is_passed_up, overdue_of
from sangkien.programmes.enums import StepKind

log = logging.getLogger(__name__)


PASSED: dict[str, type[InitiativeEvent]] = {
    StepKind.CONFIRM: InitiativeConfirmed,
    StepKind.ACCEPT: InitiativeAccepted,
    StepKind.CHECK: InitiativeChecked,
}


@transaction.atomic
def confirm(initiative: Initiative, *, by: Actor, at: dt.datetime) -> Initiative:
    """ "Xác nhận hợp lệ", at the levels above "Tiếp nhận": it goes on to the next step."""
    if _is_done(initiative, COUNTED_AS_VALID, by):
        return initiative
    in_stead = _ensure_turn(initiative, by, at=at)
    _ensure_shares_agreed(initiative)
    number = initiative.step
    return move(
        initiative,
        State.CONFIRMED if number == 1 else initiative.state_enum,
        event=PASSED[initiative.waits_for],
        by=by,
        at=at,
        step=number,
        in_stead=in_stead,
        place=passing.place_after(initiative, number, at=at),
    )


@transaction.atomic
def return_for_changes(
    initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime
) -> Initiative:
    """ "Trả lại để bổ sung": the author reads the reason, corrects and sends again; then the
    review begins anew.
    """
    words = checked_reason(reason)
    if _is_done(initiative, (State.RETURNED,), by):
        return initiative
    returned = _refuse(
        initiative, State.RETURNED, event=InitiativeReturned, by=by, at=at, reason=words
    )
    correcting.keep_before(returned, at=at)
    return returned


@transaction.atomic
def reject(initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime) -> Initiative:
    """ "Không công nhận hợp lệ", with the reason."""
    words = checked_reason(reason)
    if _is_done(initiative, (State.REJECTED,), by):
        return initiative
    rejected = partial(InitiativeRejected, kind=initiative.waits_for)
    return _refuse(initiative, State.REJECTED, event=rejected, by=by, at=at, reason=words)


@transaction.atomic
def reopen(initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime) -> Initiative:
    """ "Mở lại": take back a decision made by mistake; it waits where it was decided."""
    if not permissions.is_reviewer(by, initiative):
        raise NotAllowed(_("Bạn không xét được sáng kiến của đơn vị này."))
    _ensure_no_interest(initiative, by)
    rules.ensure_decided(initiative.state_enum)
    decisions = queries.decisions_of(initiative)
    last = decisions[-1] if decisions else None
    if last is None or not permissions.can_reopen(by, initiative, last):
        raise WrongState(_("Cấp khác đã quyết định sau bạn nên không mở lại được ở đây."))
    state, place = passing.taken_back(initiative, decisions, at=at)
    return move(
        initiative,
        state,
        event=InitiativeReopened,
        by=by,
        at=at,
        reason=checked_reason(reason),
        place=place,
    )


def _refuse(
    initiative: Initiative,
    new: State,
    *,
    event: Callable[..., InitiativeEvent],
    by: Actor,
    at: dt.datetime,
    reason: str,
) -> Initiative:
    in_stead = _ensure_turn(initiative, by, at=at)
    return move(
        initiative,
        new,
        event=event,
        by=by,
        at=at,
        reason=reason,
        step=initiative.step,
        in_stead=in_stead,
    )


def _is_done(initiative: Initiative, outcomes: Collection[State], by: Actor) -> bool:
    """The same decision sent twice by the same person is one decision."""
    last = queries.last_decision(initiative)
    if last is None or last.decided_by_id != by.user_id or State(last.outcome) not in outcomes:
        return False
    if not initiative.is_waiting:
        return initiative.state == last.outcome
    return not by.is_system and 0 < last.step < initiative.step


def _ensure_turn(initiative: Initiative, by: Actor, *, at: dt.datetime) -> bool:
    """Raise unless it is the actor's turn; says whether it is so in the stead of a unit below, which
    slept or passed it up.
    """
    in_stead = not permissions.decides_now(by, initiative) and permissions.stands_in(
        by, overdue_of(initiative), today=local_day(at)
    )
    if not in_stead and not permissions.is_reviewer(by, initiative):
        raise NotAllowed(_("Bạn không xét được sáng kiến của đơn vị này."))
    _ensure_no_interest(initiative, by)
    if not initiative.is_waiting:
        raise DecidedMeanwhile(decided_words(initiative))
    if not in_stead and not permissions.decides_now(by, initiative):
        raise NotAllowed(_("Bước này đang chờ đơn vị khác xét."))
    _ensure_one_level_each(initiative, by)
    return in_stead or is_passed_up(initiative)


def _ensure_no_interest(initiative: Initiative, by: Actor) -> None:
    if permissions.has_interest(by, initiative):
        log.warning("an officer tried to decide about an own one", extra={"account": by.user_id})
        raise ConflictOfInterest(_interest_words(initiative, by))


def _ensure_one_level_each(initiative: Initiative, by: Actor) -> None:
    """Who decided at one level does not decide at another, whatever the offices."""
    if initiative.step <= 1 or by.user_id is None:
        return
    earlier = initiative.decisions.filter(decided_by_id=by.user_id, step__gt=0)
    if earlier.filter(step__lt=initiative.step).exists():
        raise ConflictOfInterest(
            _("Bạn đã xét sáng kiến này ở bước trước: hãy để người khác xét bước này.")
        )


def _ensure_shares_agreed(initiative: Initiative) -> None:
    names = ", ".join(row.name for row in permissions.objections(initiative))
    if names:
        raise ShareDisputed(
            _(
                "%(names)s chưa đồng ý với phần đóng góp. Hãy trả lại để tác giả ghi đúng tỷ lệ, "
                "rồi mới xác nhận."
            )
            % {"names": names}
        )


def _interest_words(initiative: Initiative, by: Actor) -> str:
    if initiative.author_id == by.user_id:
        return _("Bạn là tác giả: hãy nhờ người khác trong Ban Chấp hành xét sáng kiến này.")
    if all(row.user_id != by.user_id for row in initiative.coauthors.all()):
        return _("Bạn là người nhập sáng kiến này: hãy để người khác trong đơn vị xét.")
    return _("Bạn là đồng tác giả: hãy nhờ người khác trong Ban Chấp hành xét sáng kiến này.")


@dataclass(frozen=True, kw_only=True)
class BatchResult:
    """What became of several at once: those that were done, and why the others were not."""

    done: tuple[Initiative, ...]
    refused: tuple[tuple[Initiative, str], ...]


def decide_many(
    initiatives: Sequence[Initiative],
    *,
    decision: State,
    reason: str,
    by: Actor,
    at: dt.datetime,
) -> BatchResult:
    """ "Xử lý nhiều sáng kiến": each one by itself, so that one that was decided meanwhile does
    not stop the others. A missing reason stops all before anything is done.
    """
    if decision in (State.RETURNED, State.REJECTED):
        checked_reason(reason)
    done: list[Initiative] = []
    refused: list[tuple[Initiative, str]] = []
    for initiative in initiatives:
        try:
            done.append(decide(initiative, decision=decision, reason=reason, by=by, at=at))
        except DomainError as error:
            refused.append((initiative, str(error)))
    return BatchResult(done=tuple(done), refused=tuple(refused))


def decide(
    initiative: Initiative, *, decision: State, reason: str, by: Actor, at: dt.datetime
) -> Initiative:
    """One of the three answers that the queue offers."""
    if decision == State.CONFIRMED:
        return confirm(initiative, by=by, at=at)
    if decision == State.RETURNED:
        return return_for_changes(initiative, reason=reason, by=by, at=at)
    if decision == State.REJECTED:
        return reject(initiative, reason=reason, by=by, at=at)
    raise ValueError(f"not a decision: {decision}")
