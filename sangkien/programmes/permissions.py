"""Who may do what with a programme."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.programmes.models import Period, Programme


def can_manage(actor: Actor, programme: Programme) -> bool:
    return actor.can(Permission.PROGRAMME_MANAGE, at=programme.owner.path)


def can_launch(actor: Actor, programme: Programme) -> bool:
    return can_manage(actor, programme) and not programme.is_published


def can_pin(actor: Actor, programme: Programme) -> bool:
    """The home page is everybody's: only who runs programmes at the very top decides about it."""
    top = [*paths.ancestors(programme.owner.path), programme.owner.path][0]
    return programme.is_published and actor.can(Permission.PROGRAMME_MANAGE, at=top)


def can_run(actor: Actor, campaign: Period) -> bool:
    """A campaign belongs to the unit that runs it."""
    return actor.can(Permission.TARGET_MANAGE, at=campaign.unit.path)
