"""Who may do what in recognition."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.permissions import has_interest
from sangkien.recognition.models import Appeal, Recognition
from sangkien.units.models import Unit


def can_decide(actor: Actor, unit: Unit) -> bool:
    """An officer of this very unit: nobody signs in the name of a unit below."""
    return actor.holds(Permission.RECOGNITION_DECIDE, at=unit.path)


def can_raise(actor: Actor, unit: Unit, recognition: Recognition) -> bool:
    """An officer of the unit that recognised it, or of one above."""
    return paths.contains(unit.path, recognition.decision.unit.path) and can_decide(actor, unit)


def can_look(actor: Actor, unit: Unit) -> bool:
    """Read the decisions of a unit."""
    return actor.can(Permission.INITIATIVE_VIEW, at=unit.path)


def may_answer(actor: Actor, appeal: Appeal) -> bool:
    """An officer of the unit that answers, and no author of it."""
    answers = actor.can(Permission.APPEAL_HANDLE, at=appeal.unit.path)
    return answers and not has_interest(actor, appeal.initiative)


def can_answer(actor: Actor, appeal: Appeal) -> bool:
    return appeal.is_waiting and may_answer(actor, appeal)


def can_appeal(actor: Actor, initiative: Initiative) -> bool:
    """The leading author."""
    return actor.user_id is not None and actor.user_id == initiative.author_id
