"""Who inspects, who answers. Whoever belongs to a unit inspects nothing there."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.inspections.models import Finding, Visit
from sangkien.units.models import Unit


def can_inspect(actor: Actor, unit: Unit) -> bool:
    """Plan inspections of a unit: an office of that very unit."""
    return actor.holds(Permission.INSPECTION_MANAGE, at=unit.path)


def oversees(actor: Actor, *units: Unit) -> bool:
    """An auditor in whose scope one of the units lies: reads, and changes nothing."""
    return any(actor.can(Permission.OVERSIGHT_VIEW, at=unit.path) for unit in units)


def oversees_somewhere(actor: Actor) -> bool:
    return actor.can_somewhere(Permission.OVERSIGHT_VIEW)


def belongs_to(actor: Actor, unit: Unit) -> bool:
    """A member or an officer of the unit or of one below it."""
    return any(paths.contains(unit.path, scope.path) for scope in actor.scopes)


def is_inspector(actor: Actor, visit: Visit) -> bool:
    """An office of the unit that inspects, of somebody who does not belong to the inspected one."""
    return can_inspect(actor, visit.inspection.unit) and not belongs_to(actor, visit.unit)


def speaks_for(actor: Actor, unit: Unit) -> bool:
    """Whoever reports for a unit also answers for it. One that has ended is spoken for by its
    successor, below which it hangs in the tree.
    """
    above = paths.ancestors(unit.path)
    at = above[-1] if unit.closed_on is not None and above else unit.path
    return actor.holds(Permission.REPORT_SEND, at=at)


def can_answer(actor: Actor, finding: Finding) -> bool:
    """The unit that has to put it right, or the one that was inspected."""
    return speaks_for(actor, finding.unit) or speaks_for(actor, finding.visit.unit)
