"""An office sets by which rule it urges."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed
from sangkien.followup import permissions, rules
from sangkien.followup.enums import Step
from sangkien.followup.events import RuleSet
from sangkien.followup.models import Rule
from sangkien.followup.rules import Terms
from sangkien.journal.actions.recording import record
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit


@transaction.atomic
def set_rule(
    unit: Unit, programme: Programme | None, terms: Terms, *, by: Actor, at: dt.datetime
) -> Rule:
    """ "Đặt quy tắc đôn đốc" of the own office, for one programme or for all; the same is no change."""
    if not permissions.can_set_rule(by, unit):
        raise NotAllowed(_("Bạn không đặt quy tắc đôn đốc của đơn vị này."))
    rules.ensure_terms(terms)
    values: dict[str, object] = {
        "behind_percent": terms.behind_percent,
        "zero_after_days": terms.zero_after_days,
        "closing_days": terms.closing_days,
        "overdue_days": terms.overdue_days,
        **{f"after_{step.value}_days": terms.pauses.get(step, 0) for step in Step},
    }
    known = Rule.objects.filter(unit=unit, programme=programme, **values).first()
    if known is not None:
        return known
    row, __ = Rule.objects.update_or_create(
        unit=unit,
        programme=programme,
        defaults={**values, "set_by_id": by.user_id, "set_at": at},
    )
    event = RuleSet(
        rule_id=row.pk, unit_id=unit.pk, programme_id=programme.pk if programme else None
    )
    record(event, by=by, at=at)
    return row
