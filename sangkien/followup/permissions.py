"""Who urges whom, and who answers."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.core import paths
from sangkien.followup.enums import Step
from sangkien.followup.models import Letter, Urging
from sangkien.units.models import Unit
from sangkien.units.queries import roles_with

# Who speaks for a unit: they are urged, and they answer.
ANSWERING: frozenset[RoleKey] = roles_with(Permission.REPORT_SEND)


def can_oversee(actor: Actor, unit: Unit) -> bool:
    """See who lags below a unit, and urge there: offices of the unit and of those above."""
    return actor.can(Permission.FOLLOWUP_MANAGE, at=unit.path)


def can_urge(actor: Actor, unit: Unit) -> bool:
    """Urge this unit: from above only, nobody urges the own one."""
    above = paths.ancestors(unit.path)
    return bool(above) and actor.can(Permission.FOLLOWUP_MANAGE, at=above[-1])


def office_path(actor: Actor, unit: Unit) -> str | None:
    """In whose name the actor urges below a unit: the nearest own office, the unit itself or above."""
    if actor.is_system:
        return unit.path
    offices = actor.offices(Permission.FOLLOWUP_MANAGE)
    return max((path for path in offices if paths.contains(path, unit.path)), key=len, default=None)


def can_set_rule(actor: Actor, unit: Unit) -> bool:
    """For the own office, not for those of others."""
    return actor.holds(Permission.FOLLOWUP_MANAGE, at=unit.path)


def can_note_call(actor: Actor, urging: Urging) -> bool:
    """Any colleague of the office that put the unit on the list of calls."""
    return actor.holds(Permission.FOLLOWUP_MANAGE, at=urging.round.issuer.path)


def can_see_phones(actor: Actor, urging: Urging) -> bool:
    """Full numbers stand on the open list of calls of the own office and nowhere else, and beside the
    messages that it sends by hand.
    """
    here = actor.can(Permission.MEMBER_VIEW, at=urging.unit.path)
    is_open = urging.is_waiting_call or urging.step == Step.MESSAGE
    return here and is_open and can_note_call(actor, urging)


def can_answer(actor: Actor, urging: Urging) -> bool:
    """For the unit itself; one that has ended is spoken for by its successor above it."""
    above = paths.ancestors(urging.unit.path)
    at = above[-1] if urging.unit.closed_on is not None and above else urging.unit.path
    return actor.holds(Permission.REPORT_SEND, at=at)


def can_write(actor: Actor, letter: Letter) -> bool:
    """Prepare, submit, drop: any colleague of the office."""
    return actor.holds(Permission.FOLLOWUP_MANAGE, at=letter.issuer.path)


def can_sign(actor: Actor, letter: Letter) -> bool:
    """A second person of the office, or of one above it."""
    is_second = actor.is_system or actor.user_id != letter.prepared_by_id
    return is_second and actor.can(Permission.FOLLOWUP_MANAGE, at=letter.issuer.path)
