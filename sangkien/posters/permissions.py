"""Who may print posters, and who writes what stands on them."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.programmes.models import Programme
from sangkien.programmes.permissions import can_manage
from sangkien.units.models import Unit


def can_print(actor: Actor, unit: Unit) -> bool:
    return actor.can(Permission.POSTER_MAKE, at=unit.path)


def can_write(actor: Actor, programme: Programme) -> bool:
    """Those who run the programme."""
    return can_manage(actor, programme)
