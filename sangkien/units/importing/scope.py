"""For which unit an import runs, and with whose rights: asked anew for every block."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed
from sangkien.imports.kinds import Task
from sangkien.units.models import Unit
from sangkien.units.queries import actor_for


def ensured(task: Task, permissions: Iterable[Permission]) -> tuple[Unit, Actor]:
    """The unit as it stands now, and the person, or NotAllowed when the right is gone."""
    unit = Unit.objects.select_related("level").filter(pk=task.unit_id).first()
    user = User.objects.filter(pk=task.by_id, is_active=True).first()
    if unit is not None and user is not None:
        by = actor_for(user, at=task.at)
        if any(by.can(permission, at=unit.path) for permission in permissions):
            return unit, by
    raise NotAllowed(_("Người gửi tệp không còn quyền nhập danh sách cho đơn vị này."))
