"""Who may write criteria and put them in force, and who may do what with a card."""

from collections.abc import Sequence

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.scoring.enums import CardState, ColumnState, Stage, TableState
from sangkien.scoring.models import Card, Column, CriteriaTable, Opening, ReviewMeeting
from sangkien.scoring.queries import cards as queries
from sangkien.scoring.queries import reviews
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


def acts_for(actor: Actor, unit: Unit) -> bool:
    """An office of this very unit that scores it."""
    return actor.holds(Permission.SCORECARD_SEND, at=unit.path)


def can_judge(actor: Actor, card: Card) -> bool:
    """Appraise, decide, return, unlock, publish: never the unit for which one acts."""
    return can_manage(actor, card.opening.unit) and not acts_for(actor, card.unit)


def is_placed(actor: Actor, card: Card) -> bool:
    """Whether the stage at which the card stands is the actor's, whoever wrote what before."""
    if actor.user_id is None:
        return False
    if card.state == CardState.SELF:
        return acts_for(actor, card.unit)
    if card.state == CardState.CLUSTER:
        checks = card.checker is not None and acts_for(actor, card.checker)
        return checks and not acts_for(actor, card.unit)
    return card.state in (CardState.DEPARTMENT, CardState.COUNCIL) and can_judge(actor, card)


def can_fill(actor: Actor, card: Card, columns: Sequence[Column]) -> bool:
    """Write the column that comes next: nobody writes two columns of one card."""
    wrote = queries.writers(columns, but=card.state)
    return is_placed(actor, card) and actor.user_id not in wrote


def can_return(actor: Actor, card: Card, columns: Sequence[Column]) -> bool:
    """Also undoes the last column: by somebody who did not write it."""
    if card.is_over or card.state == CardState.SELF or not _is_of_others(actor, columns):
        return False
    return can_judge(actor, card) or is_placed(actor, card)


def can_unlock(actor: Actor, card: Card, columns: Sequence[Column]) -> bool:
    """The last column, by somebody who did not write it."""
    return not card.is_over and can_judge(actor, card) and _is_of_others(actor, columns)


def _is_of_others(actor: Actor, columns: Sequence[Column]) -> bool:
    locked = queries.submitted(columns)
    return bool(locked) and actor.user_id not in locked[-1].editors


def can_pass_over(actor: Actor, card: Card) -> bool:
    return card.state == CardState.CLUSTER and can_judge(actor, card)


def can_publish(actor: Actor, card: Card) -> bool:
    """Not whoever wrote the column that goes out."""
    if card.state != CardState.DECIDED or not can_judge(actor, card):
        return False
    return _is_of_others(actor, queries.columns_of(card))


def can_explain(actor: Actor, card: Card) -> bool:
    open_ = card.state in (CardState.DEPARTMENT, CardState.COUNCIL)
    return open_ and acts_for(actor, card.unit)


def can_add_evidence(actor: Actor, card: Card) -> bool:
    over = card.is_over or card.state == CardState.DECIDED
    return not over and acts_for(actor, card.unit)


def can_drop_evidence(actor: Actor, card: Card) -> bool:
    """While the unit writes; later it stays as it was judged."""
    return card.state == CardState.SELF and acts_for(actor, card.unit)


def can_read(actor: Actor, card: Card, column: Column) -> bool:
    """Drafts are for those at whose stage the card stands, the council's column is for those who
    manage scoring until it is published. What a unit had typed when all was cancelled stays its own.
    """
    if card.is_cancelled and column.state == ColumnState.DRAFT:
        return column.stage == Stage.SELF and acts_for(actor, card.unit)
    if column.state == ColumnState.DRAFT:
        return column.stage == card.state and is_placed(actor, card)
    return not queries.is_hidden(column, card) or can_judge(actor, card)


def hides_result(actor: Actor, card: Card) -> bool:
    """Whether points and class of a card are those of the council's hidden column."""
    return card.state == CardState.DECIDED and not can_judge(actor, card)


def can_open(actor: Actor, row: CriteriaTable) -> bool:
    """Open the cards by a table in force."""
    return row.state == TableState.IN_FORCE and can_manage(actor, row.unit)


def can_cancel(actor: Actor, opening: Opening) -> bool:
    return not opening.is_cancelled and can_manage(actor, opening.unit)


def can_give_people(actor: Actor, card: Card) -> bool:
    """The unit while it scores itself, afterwards whoever judges it, until the result is published or, once
    decided, reviewed: a meeting saw the places that follow from it.
    """
    if card.is_over or not card.opening.table.table.asks_women or is_reviewed(card):
        return False
    if card.state == CardState.SELF:
        return acts_for(actor, card.unit)
    return can_judge(actor, card)


def is_reviewed(card: Card) -> bool:
    """Decided, and a confirmed meeting saw this very result."""
    return card.state == CardState.DECIDED and reviews.has_seen(card)


def can_write_minutes(actor: Actor, row: ReviewMeeting) -> bool:
    return row.is_draft and can_manage(actor, row.opening.unit)


def can_confirm(actor: Actor, row: ReviewMeeting) -> bool:
    """Somebody who wrote nothing of the minutes."""
    return can_write_minutes(actor, row) and actor.user_id not in row.editors
