"""What all acts of a visit share: hold its row, who may, write down what happened."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.inspections import permissions
from sangkien.inspections.errors import OwnUnit, WrongStep
from sangkien.inspections.events import VisitEvent
from sangkien.inspections.models import Visit
from sangkien.journal.actions.recording import record


def held(visit: Visit) -> Visit:
    """The row as it stands now; others wait until this transaction ends."""
    rows = Visit.objects.select_related("inspection__unit", "unit")
    return db.locked(rows.filter(pk=visit.pk)).get()


def ensure_inspector(by: Actor, visit: Visit) -> None:
    if not permissions.can_inspect(by, visit.inspection.unit):
        raise NotAllowed(_("Bạn không thuộc đơn vị kiểm tra."))
    if permissions.belongs_to(by, visit.unit):
        raise OwnUnit(_("Không ai kiểm tra đơn vị của chính mình. Hãy nhờ người khác trong đoàn."))


def ensure_speaks(by: Actor, visit: Visit) -> None:
    if not permissions.speaks_for(by, visit.unit):
        raise NotAllowed(_("Bạn không thay mặt đơn vị được kiểm tra."))


def ensure_running(visit: Visit) -> None:
    """Announced, and not cancelled before its minutes were locked."""
    if not visit.inspection.is_announced:
        raise WrongStep(_("Đợt này chưa được thông báo cho các đơn vị."))
    if visit.inspection.is_cancelled and not visit.is_locked:
        raise WrongStep(_("Đợt này đã hủy."))


def note(
    event: type[VisitEvent], visit: Visit, *, by: Actor, at: dt.datetime, **details: Any
) -> None:
    happened = event(
        visit_id=visit.pk, inspection_id=visit.inspection_id, unit_id=visit.unit_id, **details
    )
    record(happened, by=by, at=at)
