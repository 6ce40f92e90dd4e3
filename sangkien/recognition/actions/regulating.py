"""Set the rules of recognition of a unit."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.recognition import rules
from sangkien.recognition.enums import Influence
from sangkien.recognition.errors import Incomplete
from sangkien.recognition.events import RegulationSet
from sangkien.recognition.models import Regulation
from sangkien.recognition.permissions import can_decide
from sangkien.recognition.queries.terms import terms
from sangkien.recognition.rules import STEPS
from sangkien.units import letterheads
from sangkien.units.models import Unit

LONGEST_TERM = 90


@transaction.atomic
def set_regulation(
    unit: Unit, *, in_force_on: dt.date, by: Actor, at: dt.datetime, **values: Any
) -> Regulation:
    """ "Đặt quy định công nhận" from a day on; the same day again replaces what was set for it."""
    if not can_decide(by, unit):
        raise NotAllowed(_("Bạn không đặt quy định công nhận của đơn vị này."))
    if in_force_on < local_day(at):
        raise Incomplete(_("Quy định áp dụng từ hôm nay hoặc sau này."), field="in_force_on")
    for field in ("appeal_days", "answer_days"):
        if field in values and not 1 <= values[field] <= LONGEST_TERM:
            raise Incomplete(
                _("Từ 1 đến %(most)d ngày làm việc.") % {"most": LONGEST_TERM}, field=field
            )
    usual, office = rules.Terms(), letterheads.office(unit.name)
    values.setdefault("decision_symbol", f"QĐ-{office}")
    values.setdefault("certificate_symbol", f"GCN-{office}")
    values.setdefault("evidence_to_sector", "\n".join(usual.evidence_to_sector))
    values.setdefault("evidence_to_national", "\n".join(usual.evidence_to_national))
    _ensure_not_loosened(unit, values, on=in_force_on, by=by)
    regulation, _created = Regulation.objects.update_or_create(
        unit=unit,
        in_force_on=in_force_on,
        defaults={**values, "set_by_id": by.user_id, "set_at": at},
    )
    record(RegulationSet(unit_id=unit.pk), by=by, at=at)
    return regulation


def _ensure_not_loosened(unit: Unit, values: dict[str, Any], *, on: dt.date, by: Actor) -> None:
    """What the unit above demands stays: a council, and up to which influence one recognises."""
    if unit.parent is None or by.is_system:
        return
    above = terms(unit.parent, on=on)
    if above.needs_council and not values.get("needs_council"):
        raise Incomplete(
            _("Cấp trên yêu cầu hội đồng họp trước khi công nhận; không bỏ được điều này."),
            field="needs_council",
        )
    highest = Influence(values.get("highest", Influence.UNIT))
    if STEPS.index(highest) > STEPS.index(above.highest):
        raise Incomplete(
            _("Không cao hơn mức của đơn vị cấp trên (“%(highest)s”).")
            % {"highest": above.highest.label},
            field="highest",
        )
