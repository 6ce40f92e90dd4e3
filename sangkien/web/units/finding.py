"""Which unit an address means, for whom. Whoever may not do what the page does finds nothing."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sangkien.access.permissions import Permission
from sangkien.core.errors import NotFound
from sangkien.units import queries
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.units.models import Unit


def unit_for(request: WorkRequest, code: str, permission: Permission) -> "Unit":
    """A unit that the reader may look into and in which the reader has the permission."""
    unit = queries.get_unit(code, actor=request.actor)
    if not request.actor.can(permission, at=unit.path):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    return unit
