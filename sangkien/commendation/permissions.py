"""Who may do what in commendation."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.commendation.enums import AwardState
from sangkien.commendation.models import Award
from sangkien.units.models import Unit


def can_manage_awards(actor: Actor, unit: Unit) -> bool:
    return actor.can(Permission.AWARD_MANAGE, at=unit.path)


def can_write_award(actor: Actor, row: Award) -> bool:
    return row.is_draft and can_manage_awards(actor, row.unit)


def can_enforce_award(actor: Actor, row: Award) -> bool:
    """Somebody who wrote nothing of it."""
    return can_write_award(actor, row) and actor.user_id not in row.editors


def can_renew_award(actor: Actor, row: Award) -> bool:
    """Begin the next version of what is in force."""
    return not row.is_draft and can_manage_awards(actor, row.unit)


def can_end_award(actor: Actor, row: Award) -> bool:
    return (
        row.state == AwardState.IN_FORCE
        and row.until_on is None
        and can_manage_awards(actor, row.unit)
    )
