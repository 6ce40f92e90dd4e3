"""Who takes snapshots of a unit and publishes reports. Reading them goes with its figures."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.units.models import Unit


def can_report(actor: Actor, unit: Unit) -> bool:
    """Who sets its numbers, or reports in its name."""
    return any(
        actor.can(permission, at=unit.path)
        for permission in (Permission.TARGET_MANAGE, Permission.REPORT_SEND)
    )
