"""Whether the person at the screen has shown a moment ago that it is really them."""

import datetime as dt

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed

RECENTLY = dt.timedelta(minutes=10)


class ProofNeeded(NotAllowed):
    """Right person, but a session may have been left open: the second factor is asked for again."""

    code = "proof_needed"


def is_recent(actor: Actor, *, at: dt.datetime) -> bool:
    """ "Vừa xác minh": by the second factor, or by the password of who has no second factor.

    The system has nobody to ask. A proof from the future is none: clocks jump.
    """
    if actor.is_system:
        return True
    return is_within(actor.proven_at, at=at)


def is_within(shown_at: dt.datetime | None, *, at: dt.datetime) -> bool:
    """Whether something was shown not longer ago than a proof lasts."""
    return shown_at is not None and dt.timedelta(0) <= at - shown_at <= RECENTLY


def ensure_recent(actor: Actor, *, at: dt.datetime, message: str) -> None:
    """For actions that sign, grant or reorganise; pages ask beforehand (`web.shared.proving`)."""
    if not is_recent(actor, at=at):
        raise ProofNeeded(message)
