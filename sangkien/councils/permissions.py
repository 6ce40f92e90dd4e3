"""Who may do what in a council: by the office at its unit, or by the seat in it (`Office`)."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.councils.models import Council
from sangkien.units.models import Unit


def can_establish(actor: Actor, unit: Unit) -> bool:
    return actor.can(Permission.COUNCIL_MANAGE, at=unit.path)


def can_manage(actor: Actor, council: Council) -> bool:
    """Seat members, end the council, write its score tables: an officer of the unit."""
    return can_establish(actor, council.unit)
