"""What waits for the reader after initiatives were confirmed, and good news."""

from datetime import datetime

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.adoption import queries as adoption
from sangkien.core.periods import local_day

MOST = 100


def second_life(actor: Actor, *, at: datetime) -> dict[str, object]:
    """Questions about use, adoptions to confirm, and where own initiatives were taken over."""
    officer = actor.can_somewhere(Permission.INITIATIVE_REVIEW)
    return {
        "checks": adoption.open_check_count(actor, on=local_day(at), most=MOST),
        "adoptions_waiting": len(adoption.awaiting(actor)) if officer else 0,
        "newly_adopted": adoption.newly_adopted(actor, at=at),
    }
