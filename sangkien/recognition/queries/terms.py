"""The rules of recognition in force for a unit."""

import datetime as dt
from typing import Any

from sangkien.core import paths
from sangkien.recognition import rules
from sangkien.recognition.enums import Influence
from sangkien.recognition.models import Regulation
from sangkien.recognition.rules import STEPS, Terms
from sangkien.units.models import Unit

# Where a unit has set nothing: the national union, those directly below it, all others.
USUAL_HIGHEST = {1: Influence.NATIONAL, 2: Influence.SECTOR}


def terms(unit: Unit, *, on: dt.date) -> Terms:
    """Those of the unit itself, else of the nearest unit above. What any unit above demands holds
    whatever was set below it, and whenever: a council, and up to which influence one recognises.
    """
    line = in_force(unit, on=on)
    usual = USUAL_HIGHEST.get(paths.depth(unit.path), Influence.UNIT)
    if not line:
        return Terms(highest=usual)
    nearest = line[-1]
    own = nearest.unit_id == unit.pk
    limits = [Influence(row.highest) for row in line] + ([] if own else [usual])
    return Terms(
        needs_council=any(row.needs_council for row in line),
        appeal_days=nearest.appeal_days,
        answer_days=nearest.answer_days,
        evidence_to_sector=rules.lines_of(nearest.evidence_to_sector),
        evidence_to_national=rules.lines_of(nearest.evidence_to_national),
        highest=min(limits, key=STEPS.index),
        **(_papers(nearest) if own else {}),
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


def in_force(unit: Unit, *, on: dt.date) -> list[Regulation]:
    """The row of each unit from the root down to this one, as far as they have set any."""
    line = [*paths.ancestors(unit.path), unit.path]
    rows = Regulation.objects.filter(unit__path__in=line, in_force_on__lte=on)
    latest = {row.unit_id: row for row in rows.order_by("unit__path", "in_force_on")}
    return list(latest.values())
