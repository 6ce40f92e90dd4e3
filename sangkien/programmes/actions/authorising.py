"""Who may write anything about a programme."""

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.errors import NotAllowed
from sangkien.units.models import Unit


def ensure_manages(owner: Unit, by: Actor) -> None:
    """Raise unless the actor runs the programmes of the owner."""
    if not by.can(Permission.PROGRAMME_MANAGE, at=owner.path):
        raise NotAllowed(_("Bạn không được mở chương trình cho đơn vị này."))
