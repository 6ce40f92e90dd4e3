"""Who may take a snapshot, and who puts it before everybody."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.units.models import Unit


def can_take(actor: Actor, unit: Unit) -> bool:
    """Who follows the figures of a unit keeps them and prints them."""
    return actor.can(Permission.PROGRESS_VIEW, at=unit.path)


def can_publish(actor: Actor, unit: Unit) -> bool:
    """A report in the name of the unit."""
    return any(
        actor.can(permission, at=unit.path)
        for permission in (Permission.TARGET_MANAGE, Permission.REPORT_SEND)
    )
