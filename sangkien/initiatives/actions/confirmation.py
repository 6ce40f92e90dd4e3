"""What the grassroots union decides about a sent initiative."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import DomainError, NotAllowed
from sangkien.initiatives import permissions, rules
from sangkien.initiatives.actions import correcting
from sangkien.initiatives.actions.moving import checked_reason, decided_words, move
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import ConflictOfInterest, DecidedMeanwhile
from sangkien.initiatives.events import (
    InitiativeConfirmed,
    InitiativeEvent,
    InitiativeRejected,
    InitiativeReopened,
    InitiativeReturned,
)
from sangkien.initiatives.models import Initiative

log = logging.getLogger(__name__)


@transaction.atomic
def confirm(initiative: Initiative, *, by: Actor, at: dt.datetime) -> Initiative:
    """ "Xác nhận hợp lệ"."""
    return _decide(initiative, State.CONFIRMED, event=InitiativeConfirmed, by=by, at=at)


@transaction.atomic
def return_for_changes(
    initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime
) -> Initiative:
    """ "Trả lại để bổ sung": the author reads the reason, corrects and sends again."""
    was_waiting = initiative.state_enum == State.SUBMITTED
    returned = _decide(
        initiative,
        State.RETURNED,
        event=InitiativeReturned,
        by=by,
        at=at,
        reason=checked_reason(reason),
    )
    if was_waiting:  # not when the same decision comes twice
        correcting.keep_before(returned, at=at)
    return returned


@transaction.atomic
def reject(initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime) -> Initiative:
    """ "Không công nhận hợp lệ", with the reason."""
    return _decide(
        initiative,
        State.REJECTED,
        event=InitiativeRejected,
        by=by,
        at=at,
        reason=checked_reason(reason),
    )


@transaction.atomic
def reopen(initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime) -> Initiative:
    """ "Mở lại": take back a confirmation or rejection made by mistake."""
    _ensure_reviews(initiative, by)
    rules.ensure_decided(initiative.state_enum)
    return move(
        initiative,
        State.SUBMITTED,
        event=InitiativeReopened,
        by=by,
        at=at,
        reason=checked_reason(reason),
    )


def _decide(
    initiative: Initiative,
    new: State,
    *,
    event: type[InitiativeEvent],
    by: Actor,
    at: dt.datetime,
    reason: str = "",
) -> Initiative:
    """The same decision sent twice by the same person is one decision."""
    _ensure_reviews(initiative, by)
    if initiative.state_enum == new and _decided_by(initiative) == by.user_id:
        return initiative
    if initiative.state_enum != State.SUBMITTED:
        raise DecidedMeanwhile(decided_words(initiative))
    return move(initiative, new, event=event, by=by, at=at, reason=reason)


def _decided_by(initiative: Initiative) -> int | None:
    decisions = initiative.decisions.order_by("-pk").values_list("decided_by_id", flat=True)
    return decisions.first()


def _ensure_reviews(initiative: Initiative, by: Actor) -> None:
    if not permissions.is_reviewer(by, initiative):
        raise NotAllowed(_("Bạn không xét được sáng kiến của đơn vị này."))
    if permissions.has_interest(by, initiative):
        log.warning("an officer tried to decide about an own one", extra={"account": by.user_id})
        raise ConflictOfInterest(_interest_words(initiative, by))


def _interest_words(initiative: Initiative, by: Actor) -> str:
    if initiative.author_id == by.user_id:
        return _("Bạn là tác giả: hãy nhờ người khác trong Ban Chấp hành xét sáng kiến này.")
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
