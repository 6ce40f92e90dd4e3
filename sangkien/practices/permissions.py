"""Who may register, judge and take over good practices."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.practices.enums import PracticeState
from sangkien.practices.models import Practice, Use
from sangkien.practices.rules import TELLABLE, WITHDRAWABLE, choices_at
from sangkien.units.models import Unit


def can_register(actor: Actor, unit: Unit) -> bool:
    return actor.can(Permission.PRACTICE_REGISTER, at=unit.path)


def can_edit(actor: Actor, practice: Practice) -> bool:
    return practice.is_editable and can_register(actor, practice.unit)


def can_withdraw(actor: Actor, practice: Practice) -> bool:
    return practice.state in WITHDRAWABLE and can_register(actor, practice.unit)


def can_tell(actor: Actor, practice: Practice) -> bool:
    return practice.state in TELLABLE and can_register(actor, practice.unit)


def judged_at(unit: Unit) -> str:
    """The path of the level that appraises: the one above; the top of the tree judges its own."""
    above = paths.ancestors(unit.path)
    return above[-1] if above else unit.path


def wrote(actor: Actor, practice: Practice) -> bool:
    return actor.user_id in {practice.registered_by_id, practice.edited_by_id, *practice.editors}


def oversees(actor: Actor, practice: Practice) -> bool:
    return actor.can(Permission.PRACTICE_APPRAISE, at=judged_at(practice.unit))


def can_judge(actor: Actor, practice: Practice) -> bool:
    waits = bool(choices_at(PracticeState(practice.state)))
    return waits and oversees(actor, practice) and not wrote(actor, practice)


def can_use(actor: Actor, practice: Practice, unit: Unit) -> bool:
    return practice.is_public and can_register(actor, unit)


def can_speak_for(actor: Actor, use: Use) -> bool:
    return use.left_on is None and can_register(actor, use.unit)
