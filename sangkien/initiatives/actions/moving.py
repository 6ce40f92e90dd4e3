"""The one way in which an initiative changes its state: row, decision, journal together."""

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import text
from sangkien.core.periods import local_day
from sangkien.initiatives import rules
from sangkien.initiatives.enums import COUNTED_AS_VALID, State
from sangkien.initiatives.errors import DecidedMeanwhile, ReasonMissing
from sangkien.initiatives.events import InitiativeEvent
from sangkien.initiatives.models import Decision, Initiative, Overdue
from sangkien.initiatives.places import NOWHERE, Place
from sangkien.journal.actions.recording import record


def move(
    initiative: Initiative,
    new: State,
    *,
    event: Callable[..., InitiativeEvent],
    by: Actor,
    at: dt.datetime,
    reason: str = "",
    place: Place = NOWHERE,
    step: int = 0,
    in_stead: bool = False,
    **changes: object,
) -> Initiative:
    """Call inside a transaction. Raises DecidedMeanwhile naming who was first.

    `place` is where it waits now. A `reason` makes a decision, at `step` of the review.
    """
    slept = initiative.due_on is not None and initiative.due_on < local_day(at)
    try:
        initiative.move_to(new, place, changed_at=at, **changes)
    except DecidedMeanwhile:
        raise DecidedMeanwhile(decided_words(initiative)) from None
    if slept:
        Overdue.objects.filter(initiative=initiative, is_open=True).update(is_open=False)
    if reason or new in COUNTED_AS_VALID:
        Decision.objects.create(
            initiative=initiative,
            outcome=new,
            step=step,
            in_stead=in_stead,
            reason=reason,
            decided_by_id=by.user_id,
            decided_at=at,
        )
    recorded(initiative, event, by=by, at=at, reason=reason)
    return initiative


def recorded(
    initiative: Initiative,
    event: Callable[..., InitiativeEvent],
    *,
    by: Actor,
    at: dt.datetime,
    reason: str = "",
) -> None:
    """Write into the journal what happened to the initiative."""
    happened = event(
        initiative_id=initiative.pk,
        programme_id=initiative.programme_id,
        unit_id=initiative.unit_id,
        reason=reason,
    )
    record(happened, by=by, at=at)


def decided_words(initiative: Initiative) -> str:
    """Who decided first, in words for the one who came second."""
    last = (
        Decision.objects.filter(initiative=initiative)
        .select_related("decided_by")
        .order_by("-pk")
        .first()
    )
    if last is None or last.decided_by is None:
        return _("Sáng kiến vừa được người khác xử lý, hãy xem lại.")
    return _("Sáng kiến này đã được %(name)s xử lý trước: “%(state)s”.") % {
        "name": last.decided_by.full_name,
        "state": State(last.outcome).label,
    }


def checked_reason(reason: str) -> str:
    """The reason cleaned, or ReasonMissing."""
    clean = text.clean_prose(reason)
    problem = rules.reason_problem(clean)
    if problem is not None:
        raise ReasonMissing(problem, field="reason")
    return clean
