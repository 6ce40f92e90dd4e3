"""Whom words under an initiative concern: its authors, who asked, and whose words were hidden.

What was said is not repeated in a notice: it may be hidden or removed, and then it is gone.
"""

from dataclasses import replace

from sangkien.discussions.events import (
    CommentEvent,
    CommentHidden,
    CommentShownAgain,
    CommentWritten,
)
from sangkien.discussions.models import Comment
from sangkien.initiatives.concerned import authors_of
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned

TALK = "talk"
MOST_ASKERS = 50


def _comment(event: CommentEvent) -> Comment | None:
    """One under an initiative that everybody still reads."""
    rows = Comment.objects.select_related("initiative").filter(pk=event.comment_id)
    comment = rows.first()
    return comment if comment and comment.initiative.is_valid else None


@concerned(CommentWritten, variants=("", "question", "answer"))
def written(event: CommentWritten) -> Concern:
    comment = _comment(event)
    if comment is None or not comment.is_shown:
        return NOBODY
    if comment.is_answer:
        return _about(comment, _askers(comment), variant="answer")
    variant = "question" if comment.is_question else ""
    return replace(authors_of(event.initiative_id), about=TALK, variant=variant)


def _askers(answer: Comment) -> frozenset[int]:
    """Those who asked before, the latest of them."""
    rows = Comment.objects.filter(
        initiative=answer.initiative_id,
        pk__lt=answer.pk,
        is_question=True,
        removed_at=None,
        hidden_at=None,
    )
    return frozenset(rows.order_by("-pk").values_list("written_by_id", flat=True)[:MOST_ASKERS])


@concerned(CommentHidden, CommentShownAgain)
def told_writer(event: CommentHidden | CommentShownAgain) -> Concern:
    """With the reason."""
    comment = _comment(event)
    if comment is None:
        return NOBODY
    return _about(comment, frozenset({comment.written_by_id}), words=event.reason)


def _about(
    comment: Comment, user_ids: frozenset[int], *, words: str = "", variant: str = ""
) -> Concern:
    return Concern(
        user_ids=user_ids,
        title=str(comment.initiative),
        key=comment.initiative.code,
        words=words,
        about=TALK,
        variant=variant,
    )
