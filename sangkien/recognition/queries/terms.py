"""The rules of recognition in force for a unit."""

import datetime as dt
from typing import Any

from sangkien.core import paths
from sangkien.recognition import rules
from sangkien.recognition.enums import Influence
from sangkien.recognition.models import Regulation
from sangkien.recognition.rules import Terms
from sangkien.units.models import Unit

# Where a unit has set nothing: the national union, those directly below it, all others.
USUAL_HIGHEST = {1: Influence.NATIONAL, 2: Influence.SECTOR}


def terms(unit: Unit, *, on: dt.date) -> Terms:
    """Those of the unit itself, else the terms of the nearest unit above; two queries at most."""
    found = latest(unit, on=on)
    if found is None:
        return Terms(highest=USUAL_HIGHEST.get(paths.depth(unit.path), Influence.UNIT))
    own = found.unit_id == unit.pk
    highest = USUAL_HIGHEST.get(paths.depth(unit.path), Influence.UNIT)
    return Terms(
        needs_council=found.needs_council,
        appeal_days=found.appeal_days,
        answer_days=found.answer_days,
        evidence_to_sector=rules.lines_of(found.evidence_to_sector),
        evidence_to_national=rules.lines_of(found.evidence_to_national),
        highest=Influence(found.highest) if own else highest,
        **(_papers(found) if own else {}),
    )


def _papers(found: Regulation) -> dict[str, Any]:
    return {
        "decision_symbol": found.decision_symbol,
        "certificate_symbol": found.certificate_symbol,
        "signs_for": found.signs_for,
        "place": found.place,
        "bases": rules.lines_of(found.bases),
        "recipients": rules.lines_of(found.recipients),
    }


def latest(unit: Unit, *, on: dt.date) -> Regulation | None:
    """The row in force, of the unit or of the nearest one above."""
    line = [*paths.ancestors(unit.path), unit.path]
    rows = Regulation.objects.filter(unit__path__in=line, in_force_on__lte=on)
    return rows.order_by("-unit__path", "-in_force_on").first()
