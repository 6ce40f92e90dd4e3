"""Who may do what with an initiative: role, scope and state."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.initiatives import conditions, rules
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative


def is_own(actor: Actor, initiative: Initiative) -> bool:
    """Written by the actor, or entered by the actor for somebody."""
    return actor.user_id is not None and actor.user_id in (
        initiative.author_id,
        initiative.entered_by_id,
    )


def is_reviewer(actor: Actor, initiative: Initiative) -> bool:
    """An officer of the unit, whatever the state: others do not even learn that there is one."""
    return actor.can(Permission.INITIATIVE_REVIEW, at=initiative.unit_path)


def can_enter_for_others(actor: Actor, initiative: Initiative) -> bool:
    """Whether the actor enters initiatives for the members of this unit."""
    return actor.can(Permission.INITIATIVE_REGISTER_FOR_OTHERS, at=initiative.unit_path)


def can_edit(actor: Actor, initiative: Initiative) -> bool:
    return is_own(actor, initiative) and initiative.is_editable


def has_interest(actor: Actor, initiative: Initiative) -> bool:
    """Credited as the leading author or as a co-author: who is decides nothing about it.

    Who entered it on behalf of a member is not: the initiative and the credit are the member's,
    many grassroots unions have a single officer, and the page and the journal name both the one
    who entered it and the one who decided.
    """
    if actor.user_id is None:
        return False
    return initiative.author_id == actor.user_id or any(
        row.user_id == actor.user_id for row in initiative.coauthors.all()
    )


def is_kept_from_review(actor: Actor, initiative: Initiative) -> bool:
    """Would decide about it as an officer, were it not for the own name on it."""
    return (
        initiative.state_enum == State.SUBMITTED
        and is_reviewer(actor, initiative)
        and has_interest(actor, initiative)
    )


def can_review(actor: Actor, initiative: Initiative) -> bool:
    """An officer of the unit, but never of the own initiative."""
    return (
        initiative.state_enum == State.SUBMITTED
        and is_reviewer(actor, initiative)
        and not has_interest(actor, initiative)
    )


def can_withdraw(actor: Actor, initiative: Initiative) -> bool:
    return is_own(actor, initiative) and rules.may_move(initiative.state_enum, State.WITHDRAWN)


def can_discard(actor: Actor, initiative: Initiative) -> bool:
    return is_own(actor, initiative) and initiative.state_enum == State.DRAFT


def can_reopen(actor: Actor, initiative: Initiative) -> bool:
    """A decision made by mistake can be taken back by an officer of the unit."""
    return (
        initiative.state_enum in rules.DECIDED
        and is_reviewer(actor, initiative)
        and not has_interest(actor, initiative)
    )


def can_answer(actor: Actor, initiative: Initiative) -> bool:
    """Something was left for after the sending, and it is not decided for good yet."""
    return (
        initiative.ruleset_id is not None
        and initiative.state_enum in conditions.ANSWERABLE
        and is_own(actor, initiative)
        and bool(conditions.left_for_later(initiative))
    )
