"""Who may say that something is used, and who may say what it is worth."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.adoption.models import Adoption
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.permissions import has_interest
from sangkien.units.models import Unit


def is_officer(actor: Actor, unit: Unit) -> bool:
    """Whoever confirms initiatives of a unit speaks for it."""
    return actor.can(Permission.INITIATIVE_REVIEW, at=unit.path)


def is_member(actor: Actor, unit: Unit) -> bool:
    return any(s.role == RoleKey.AUTHOR and s.unit_id == unit.pk for s in actor.scopes)


def can_record(actor: Actor, unit: Unit) -> bool:
    return is_member(actor, unit) or is_officer(actor, unit)


def can_decide(actor: Actor, adoption: Adoption) -> bool:
    return adoption.is_proposed and is_officer(actor, adoption.unit)


def can_withdraw(actor: Actor, adoption: Adoption) -> bool:
    is_open = adoption.is_standing or adoption.is_proposed
    return is_open and speaks_for(actor, adoption)


def speaks_for(actor: Actor, adoption: Adoption) -> bool:
    """Officers of the unit, and who brought it in, as long as they are members there."""
    own = actor.user_id is not None and adoption.brought_by_id == actor.user_id
    return is_officer(actor, adoption.unit) or (own and is_member(actor, adoption.unit))


def is_interested(actor: Actor, initiative: Initiative, adoption: Adoption | None) -> bool:
    """Author, co-author, the one who entered it for somebody, or who brought it to another unit."""
    if actor.user_id is None:
        return False
    adopted = adoption is not None and adoption.brought_by_id == actor.user_id
    entered = initiative.entered_by_id == actor.user_id
    return adopted or entered or has_interest(actor, initiative)


def can_verify(actor: Actor, initiative: Initiative, adoption: Adoption | None) -> bool:
    unit = adoption.unit if adoption else initiative.unit
    return actor.can(Permission.BENEFIT_VERIFY, at=unit.path) and not is_interested(
        actor, initiative, adoption
    )


def can_count(actor: Actor, initiative: Initiative, adoption: Adoption | None) -> bool:
    unit = adoption.unit if adoption else initiative.unit
    return actor.can(Permission.BENEFIT_COUNT, at=unit.path) and not is_interested(
        actor, initiative, adoption
    )


def can_see_worth(actor: Actor, initiative: Initiative, adoption: Adoption | None) -> bool:
    """Money is for those who wrote it, use it, or oversee the unit."""
    unit = adoption.unit if adoption else initiative.unit
    return is_interested(actor, initiative, adoption) or actor.can(
        Permission.INITIATIVE_VIEW, at=unit.path
    )
