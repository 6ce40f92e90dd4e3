"""Who may change or hide what was said."""

import datetime as dt

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.discussions import rules
from sangkien.discussions.models import Comment


def is_own(actor: Actor, comment: Comment) -> bool:
    return actor.user_id is not None and actor.user_id == comment.written_by_id


def can_edit(actor: Actor, comment: Comment, *, at: dt.datetime) -> bool:
    return (
        is_own(actor, comment) and comment.is_shown and rules.can_edit_at(comment.written_at, at=at)
    )


def can_remove(actor: Actor, comment: Comment) -> bool:
    return is_own(actor, comment) and comment.is_shown


def can_hide(actor: Actor, comment: Comment) -> bool:
    """An officer of the unit of the initiative; the own words are removed, not hidden."""
    return (
        comment.is_shown
        and not is_own(actor, comment)
        and actor.can(Permission.INITIATIVE_REVIEW, at=comment.initiative.unit_path)
    )


def can_show_again(actor: Actor, comment: Comment) -> bool:
    """Whoever may hide there, but never the own words; what its writer removed is gone."""
    return (
        comment.hidden_at is not None
        and comment.removed_at is None
        and not is_own(actor, comment)
        and actor.can(Permission.INITIATIVE_REVIEW, at=comment.initiative.unit_path)
    )


def can_report(actor: Actor, comment: Comment) -> bool:
    return comment.is_shown and actor.user_id is not None and not is_own(actor, comment)
