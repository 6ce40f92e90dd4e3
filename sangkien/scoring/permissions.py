"""Who may write criteria and put them in force."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.scoring.models import CriteriaTable
from sangkien.units.models import Unit


def can_manage(actor: Actor, unit: Unit) -> bool:
    return actor.can(Permission.SCORING_MANAGE, at=unit.path)


def can_write(actor: Actor, row: CriteriaTable) -> bool:
    return row.is_draft and can_manage(actor, row.unit)


def can_enforce(actor: Actor, row: CriteriaTable) -> bool:
    """Somebody who wrote nothing of it."""
    return can_write(actor, row) and actor.user_id not in row.editors


def can_renew(actor: Actor, row: CriteriaTable) -> bool:
    """Begin the next version of what is in force."""
    return not row.is_draft and can_manage(actor, row.unit)
