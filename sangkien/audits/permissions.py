"""Who audits: an office above the CĐCS, and nobody what they had a part in."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.initiatives.models import Initiative
from sangkien.units.models import Unit


def can_audit(actor: Actor, unit: Unit) -> bool:
    """Draw a sample for a unit: an office of that very unit."""
    return not unit.level.is_grassroots and actor.holds(Permission.INITIATIVE_AUDIT, at=unit.path)


def is_below(unit: Unit, subject: Unit) -> bool:
    """What a unit audits lies below it; nobody audits the own unit."""
    return paths.contains(unit.path, subject.path) and subject.path != unit.path


def belongs_to(actor: Actor, initiative: Initiative) -> bool:
    """A member or an officer of its CĐCS."""
    return any(paths.contains(initiative.unit_path, scope.path) for scope in actor.scopes)


def had_a_part(actor: Actor, initiative: Initiative) -> bool:
    """Confirmed, entered or wrote it; two queries at most."""
    user_id = actor.user_id
    if user_id is None:
        return False
    if user_id in {initiative.author_id, initiative.entered_by_id}:
        return True
    if initiative.coauthors.filter(user_id=user_id).exists():
        return True
    return initiative.decisions.filter(decided_by_id=user_id).exists()


def is_barred(actor: Actor, initiative: Initiative) -> bool:
    """Whoever had a part in it leaves it to somebody else."""
    return belongs_to(actor, initiative) or had_a_part(actor, initiative)
