"""Who may change or hide what was said."""

import datetime as dt

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.discussions import rules
from sangkien.discussions.models import Comment
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.permissions import has_interest


def is_own(actor: Actor, comment: Comment) -> bool:
    return actor.user_id is not None and actor.user_id == comment.written_by_id


def can_edit(actor: Actor, comment: Comment, *, at: dt.datetime) -> bool:
    return (
        is_own(actor, comment) and comment.is_shown and rules.can_edit_at(comment.written_at, at=at)
    )


def can_remove(actor: Actor, comment: Comment) -> bool:
    return is_own(actor, comment) and comment.is_shown


def can_hide(actor: Actor, comment: Comment) -> bool:
    """An officer of the unit; the own words are removed, not hidden."""
    return (
        comment.is_shown and not is_own(actor, comment) and is_moderator(actor, comment.initiative)
    )


def can_show_again(actor: Actor, comment: Comment) -> bool:
    """Whoever may hide there, but never the own words; what its writer removed is gone."""
    return (
        comment.hidden_at is not None
        and comment.removed_at is None
        and not is_own(actor, comment)
        and is_moderator(actor, comment.initiative)
    )


def is_moderator(actor: Actor, initiative: Initiative) -> bool:
    """An officer of the unit, but never where the own work is talked about."""
    is_officer = actor.can(Permission.INITIATIVE_REVIEW, at=initiative.unit_path)
    return is_officer and not has_interest(actor, initiative)


def can_report(actor: Actor, comment: Comment) -> bool:
    return comment.is_shown and actor.user_id is not None and not is_own(actor, comment)
