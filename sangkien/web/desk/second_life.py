"""What waits for the reader after initiatives were confirmed, and good news."""

from datetime import datetime

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.adoption import queries as adoption
from sangkien.core.periods import local_day
from sangkien.discussions import queries as talk
from sangkien.support import queries as support

MOST = 100


def second_life(actor: Actor, *, at: datetime) -> dict[str, object]:
    """Questions about use, adoptions to confirm, and where own initiatives were taken over."""
    on = local_day(at)
    officer = actor.can_somewhere(Permission.INITIATIVE_REVIEW)
    return {
        "checks": adoption.open_check_count(actor, on=on, most=MOST),
        "help_waiting": support.queue_size(actor, on=on, most=MOST)
        if actor.can_somewhere(Permission.SUPPORT_GIVE)
        else 0,
        "cared_for": support.caretaking_size(actor)
        if any(scope.role == RoleKey.SUPPORT for scope in actor.scopes) or officer
        else 0,
        "teams_shown": actor.can_somewhere(Permission.SUPPORT_MANAGE)
        or any(scope.role == RoleKey.SUPPORT for scope in actor.scopes),
        "adoptions_waiting": len(adoption.awaiting(actor)) if officer else 0,
        "reports_waiting": len(talk.reports_waiting(actor, limit=1)) if officer else 0,
        "newly_adopted": adoption.newly_adopted(actor, at=at),
    }
