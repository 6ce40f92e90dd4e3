"""The rules of recognition in force for a unit."""

import datetime as dt
from typing import Any

from sangkien.core import paths
from sangkien.recognition import rules
from sangkien.recognition.enums import Influence
from sangkien.recognition.models import Regulation
from sangkien.recognition.rules import STEPS, Terms
from sangkien.units import letterheads
from sangkien.units.models import Unit
from sangkien.units.queries import name_then

# Where a unit has set nothing: the national union, those directly below it, all others.
USUAL_HIGHEST = {1: Influence.NATIONAL, 2: Influence.SECTOR}


def terms(unit: Unit, *, on: dt.date) -> Terms:
    """Those of the unit itself, else of the nearest unit above. What any unit above demands holds
    whatever was set below it, and whenever: a council, and up to which influence one recognises.
    """
    line = in_force(unit, on=on)
    usual = USUAL_HIGHEST.get(paths.depth(unit.path), Influence.UNIT)
    heads = _usual_papers(name_then(unit, on))
    if not line:
        return Terms(highest=usual, **heads)
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
        **(heads | _papers(nearest) if own else heads),
    )


def _usual_papers(name: str) -> dict[str, Any]:
    """What the name of a unit says."""
    office = letterheads.office(name)
    return {
        "decision_symbol": f"QĐ-{office}",
        "certificate_symbol": f"GCN-{office}",
        "place": letterheads.place(name),
    }


def _papers(found: Regulation) -> dict[str, Any]:
    """What the unit says itself; a place that it left empty is the usual one."""
    said = {
        "decision_symbol": found.decision_symbol,
        "certificate_symbol": found.certificate_symbol,
        "signs_for": found.signs_for,
        "bases": rules.lines_of(found.bases),
        "recipients": rules.lines_of(found.recipients),
    }
    return said | ({"place": found.place} if found.place else {})


def in_force(unit: Unit, *, on: dt.date) -> list[Regulation]:
    """The row of each unit from the root down to this one, as far as they have set any."""
    line = [*paths.ancestors(unit.path), unit.path]
    rows = Regulation.objects.filter(unit__path__in=line, in_force_on__lte=on)
    latest = {row.unit_id: row for row in rows.order_by("unit__path", "in_force_on")}
    return list(latest.values())
