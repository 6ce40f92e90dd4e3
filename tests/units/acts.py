"""Plans as tests ask for them, decided by the system unless somebody is named."""

import datetime as dt
import uuid
from typing import Any

from sangkien.access.actor import Actor
from sangkien.core.periods import start_of
from sangkien.units.actions.reorganising import carrying
from sangkien.units.enums import ActKind
from sangkien.units.models import Reorganisation, Unit
from sangkien.units.plans import Document, NewUnit, Plan
from tests.factories import NOW, SYSTEM, TODAY

DOCUMENT = Document(number="12/QĐ-LĐLĐ", signed_on=dt.date(2026, 5, 2), issued_by="LĐLĐ tỉnh")


def plan(kind: ActKind, *units: Unit, target: Unit | None = None, **options: Any) -> Plan:
    values: dict[str, Any] = {"effective_on": TODAY, "document": DOCUMENT, **options}
    return Plan(
        kind=kind,
        unit_ids=tuple(unit.pk for unit in units),
        target_id=target.pk if target else None,
        **values,
    )


def decide(
    kind: ActKind,
    *units: Unit,
    target: Unit | None = None,
    by: Actor = SYSTEM,
    at: dt.datetime = NOW,
    **options: Any,
) -> Reorganisation:
    wanted = plan(kind, *units, target=target, **options)
    return carrying.decide(wanted, request_key=uuid.uuid4(), by=by, at=at)


def new(code: str, name: str, level: str = "") -> NewUnit:
    return NewUnit(code=code, name=name, level=level)


def dissolve(unit: Unit, *, heir: Unit | None = None, day: dt.date = TODAY, **options: Any) -> Unit:
    """The unit ends; `day` is the first without it. Decided on that day when it is still to come."""
    at = max(NOW, start_of(day))
    decide(ActKind.DISSOLVE, unit, target=heir, effective_on=day, at=at, **options)
    unit.refresh_from_db()
    return unit
