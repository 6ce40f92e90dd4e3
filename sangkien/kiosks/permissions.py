"""Who may turn a tablet into a kiosk."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.units.models import Unit


def can_manage(actor: Actor, unit: Unit) -> bool:
    return actor.can(Permission.KIOSK_MANAGE, at=unit.path)
