"""Who may do what with an initiative: role, scope and state."""

import datetime as dt

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.paths import ancestors, contains
from sangkien.initiatives import conditions, rules
from sangkien.initiatives.enums import ShareAnswer, State
from sangkien.initiatives.models import CoAuthor, Decision, Initiative, Overdue
from sangkien.initiatives.places import step_of
from sangkien.programmes.chain import FROM_ABOVE
from sangkien.programmes.enums import Moment, StepKind
from sangkien.programmes.queries import steps_of
from sangkien.programmes.questions import Question


def is_own(actor: Actor, initiative: Initiative) -> bool:
    """Written by the actor, or entered by the actor for somebody."""
    return actor.user_id is not None and actor.user_id in (
        initiative.author_id,
        initiative.entered_by_id,
    )


def is_reviewer(actor: Actor, initiative: Initiative) -> bool:
    """Has an office at one of the steps of its review, whatever the state: others do not even
    learn that there is one.
    """
    if actor.can(Permission.INITIATIVE_REVIEW, at=initiative.unit_path):
        return True
    offices = actor.offices(Permission.INITIATIVE_ACCEPT)
    if not any(contains(path, initiative.unit_path) for path in offices):
        return False
    if any(step.kind in FROM_ABOVE for step in steps_of(initiative.ruleset_id)):
        return True
    return decides_now(actor, initiative) or has_decided_in_stead(actor, initiative)


def has_decided_in_stead(actor: Actor, initiative: Initiative) -> bool:
    """Decided, as an officer of a unit above, what had slept or was passed up."""
    decided = Decision.objects.filter(initiative=initiative, decided_by_id=actor.user_id)
    return actor.user_id is not None and decided.filter(in_stead=True).exists()


def decides_now(actor: Actor, initiative: Initiative) -> bool:
    """Whether the step at which it waits is decided by an office of the actor."""
    return initiative.is_waiting and decides_at(
        actor, initiative, initiative.waits_for, initiative.waits_path
    )


def decides_at(actor: Actor, initiative: Initiative, kind: str, path: str) -> bool:
    """The first step belongs to the grassroots union, acceptance and checks to the very unit, as
    does a first step that was passed up to it; a recognition is the council's.
    """
    if kind == StepKind.CONFIRM and actor.can(Permission.INITIATIVE_REVIEW, at=path):
        return True
    is_from_above = kind in FROM_ABOVE or (
        kind == StepKind.CONFIRM and path != initiative.unit_path
    )
    return is_from_above and actor.holds(Permission.INITIATIVE_ACCEPT, at=path)


def watches(actor: Actor, overdue: Overdue | None) -> bool:
    """Whether a step that sleeps is shown to the actor as the officer of the unit above."""
    return overdue is not None and actor.holds(Permission.INITIATIVE_ACCEPT, at=overdue.above_path)


def stands_in(actor: Actor, overdue: Overdue | None, *, today: dt.date) -> bool:
    """Whether the unit above may decide in the stead of the one that sleeps."""
    return overdue is not None and overdue.acts_from <= today and watches(actor, overdue)


def can_enter_for_others(actor: Actor, initiative: Initiative) -> bool:
    """Whether the actor enters initiatives for the members of this unit."""
    return actor.can(Permission.INITIATIVE_REGISTER_FOR_OTHERS, at=initiative.unit_path)


def can_edit(actor: Actor, initiative: Initiative) -> bool:
    return is_own(actor, initiative) and initiative.is_editable


def can_answer_with(actor: Actor, initiative: Initiative, question: Question) -> bool:
    """Send the file that a question asks for: while it is written, or what was left for later."""
    is_left = question.moment == Moment.REVIEW and can_answer(actor, initiative)
    return is_left or can_edit(actor, initiative)


def can_add_evidence(actor: Actor, initiative: Initiative) -> bool:
    return is_own(actor, initiative) and initiative.state_enum in rules.OPEN_FOR_EVIDENCE


def can_remove_evidence(actor: Actor, initiative: Initiative) -> bool:
    """What officers have seen once stays."""
    return is_own(actor, initiative) and initiative.state_enum == State.DRAFT


def can_publish_photos(actor: Actor, initiative: Initiative) -> bool:
    """The author alone agrees to that, whoever entered it; of a trade secret nothing is public."""
    return _is_leading(actor, initiative) and not initiative.is_secret


def can_keep_secret(actor: Actor, initiative: Initiative) -> bool:
    return (
        is_own(actor, initiative)
        and not initiative.is_secret
        and initiative.state_enum in rules.OPEN_FOR_CLOSING
    )


def can_disclose(actor: Actor, initiative: Initiative) -> bool:
    """The leading author alone, in every state."""
    return _is_leading(actor, initiative)


def _is_leading(actor: Actor, initiative: Initiative) -> bool:
    return actor.user_id is not None and actor.user_id == initiative.author_id


def has_interest(actor: Actor, initiative: Initiative) -> bool:
    """Credited as the leading author or as a co-author: who is decides nothing about it.

    Who entered it on behalf of a member is not, as long as the own union decides, its council
    too: the initiative and the credit are the member's, many grassroots unions have a single
    officer, and the page and the journal name both the one who entered it and the one who decided.
    At the levels above somebody else is there.
    """
    if actor.user_id is None:
        return False
    is_above = initiative.waits_path not in ("", initiative.unit_path)
    if is_above and initiative.entered_by_id == actor.user_id:
        return True
    return initiative.author_id == actor.user_id or any(
        row.user_id == actor.user_id for row in initiative.coauthors.all()
    )


def is_kept_from_review(actor: Actor, initiative: Initiative) -> bool:
    """Would decide about it as an officer, were it not for the own name on it."""
    return decides_now(actor, initiative) and has_interest(actor, initiative)


def can_review(actor: Actor, initiative: Initiative) -> bool:
    """An officer whose turn it is, but never of the own initiative."""
    return decides_now(actor, initiative) and not has_interest(actor, initiative)


def can_pass_up(actor: Actor, initiative: Initiative) -> bool:
    """An officer whose turn it is, with an own share too: that is a reason to pass it up."""
    return decides_now(actor, initiative) and bool(ancestors(initiative.waits_path))


def can_amend(actor: Actor, initiative: Initiative) -> bool:
    """Put a slip right, or take it back for changes, once it is valid."""
    return is_own(actor, initiative) and initiative.is_valid


def can_withdraw(actor: Actor, initiative: Initiative) -> bool:
    return is_own(actor, initiative) and rules.may_move(initiative.state_enum, State.WITHDRAWN)


def can_discard(actor: Actor, initiative: Initiative) -> bool:
    return is_own(actor, initiative) and initiative.state_enum == State.DRAFT


def can_reopen(actor: Actor, initiative: Initiative, last: Decision | None) -> bool:
    """The last decision, made by mistake, can be taken back by the office that made it; what a
    council decided is taken back by the council.
    """
    if initiative.state_enum not in rules.DECIDED or last is None:
        return False
    step = step_of(steps_of(initiative.ruleset_id), max(last.step, 1))
    if last.outcome == State.RECOGNISED and not last.step:  # outside the steps of the review
        return False
    if step is None or step.kind == StepKind.RECOGNISE or has_interest(actor, initiative):
        return False
    if step.kind == StepKind.CONFIRM and not last.in_stead:
        return actor.can(Permission.INITIATIVE_REVIEW, at=initiative.unit_path)
    offices = actor.offices(Permission.INITIATIVE_ACCEPT)
    return actor.is_system or (last.decided_by_id == actor.user_id and bool(offices))


def answered_shares(initiative: Initiative) -> list[CoAuthor]:
    """The co-authors who were asked whether their share is right."""
    return [row for row in initiative.coauthors.all() if row.user_id is not None]


def objections(initiative: Initiative) -> list[CoAuthor]:
    """Those who do not agree with their share; it is not confirmed as long as there are any."""
    rows = answered_shares(initiative)
    return [row for row in rows if row.answer == ShareAnswer.OBJECTED]


def can_answer(actor: Actor, initiative: Initiative) -> bool:
    """Something was left for after the sending, and it is not decided for good yet."""
    return (
        initiative.ruleset_id is not None
        and initiative.state_enum in conditions.ANSWERABLE
        and is_own(actor, initiative)
        and bool(conditions.left_for_later(initiative))
    )
