"""Reading discussions."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotFound
from sangkien.discussions.models import Comment, Follow, Praise, Report, TalkDuringReview
from sangkien.initiatives.judging import is_judged
from sangkien.initiatives.models import Initiative

PAGE = 20
MOST_COUNTED = 1_000
MOST_REPORTS = 50
NOBODY = 0
NUMBER = re.compile(r"[0-9]{1,18}")


def is_open(initiative: Initiative) -> bool:
    """Whether people may write and praise: about what is valid, and while nobody judges it, unless
    the programme allows that. A council must not read applause first.
    """
    if not initiative.is_valid:
        return False
    return not is_judged(initiative) or talks_during_review(initiative.programme_id)


def talks_during_review(programme_id: int) -> bool:
    return TalkDuringReview.objects.filter(programme_id=programme_id).exists()


@dataclass(frozen=True, kw_only=True)
class Comments:
    """One page, the oldest first; `following` is the number to go on after, or None."""

    rows: list[Comment]
    following: int | None


def comments_of(initiative: Initiative, *, after: str = "", limit: int = PAGE) -> Comments:
    rows = Comment.objects.filter(initiative=initiative).select_related("written_by")
    if NUMBER.fullmatch(after):
        rows = rows.filter(pk__gt=int(after))
    found = list(rows.order_by("pk")[: limit + 1])
    return Comments(
        rows=found[:limit], following=found[limit - 1].pk if len(found) > limit else None
    )


def comment_count(initiative: Initiative) -> int:
    """Those that are shown, up to a limit."""
    rows = Comment.objects.filter(initiative=initiative, removed_at=None, hidden_at=None)
    return len(rows.values_list("pk", flat=True)[:MOST_COUNTED])


def get_comment(pk: int) -> Comment:
    """One under a public initiative, which everybody who is signed in reads; else NotFound."""
    rows = Comment.objects.filter(pk=pk, initiative__in=Initiative.objects.public())
    found = rows.select_related("initiative__unit", "written_by").first()
    if found is None:
        raise NotFound(_("Không tìm thấy ý kiến này."))
    return found


def reports_of(comment: Comment) -> list[Report]:
    rows = Report.objects.filter(comment=comment, settled_at=None)
    return list(rows.select_related("reported_by").order_by("pk")[:MOST_REPORTS])


def reports_waiting(actor: Actor, *, limit: int = MOST_REPORTS) -> list[Report]:
    """What was reported at the units of the actor, the oldest first; where nobody reads it any
    more, there is nothing to hide.
    """
    rows = Report.objects.waiting_for(actor).select_related("comment__initiative")
    rows = rows.filter(comment__initiative__in=Initiative.objects.public())
    return list(rows.order_by("pk")[:limit])


def praise_count(initiative: Initiative) -> int:
    rows = Praise.objects.filter(initiative=initiative)
    return len(rows.values_list("pk", flat=True)[:MOST_COUNTED])


def has_praised(actor: Actor, initiative: Initiative) -> bool:
    mine = Praise.objects.filter(user_id=actor.user_id or NOBODY)
    return mine.filter(initiative=initiative).exists()


def follows_initiative(actor: Actor, initiative: Initiative) -> bool:
    mine = Follow.objects.filter(user_id=actor.user_id or NOBODY)
    return mine.filter(initiative=initiative).exists()


@dataclass(frozen=True, kw_only=True)
class Followed:
    """One page of what somebody follows, the latest first."""

    rows: list[Follow]
    following: int | None


def followed_by(actor: Actor, *, before: str = "", limit: int = PAGE) -> Followed:
    rows = Follow.objects.filter(user_id=actor.user_id or NOBODY)
    if NUMBER.fullmatch(before):
        rows = rows.filter(pk__lt=int(before))
    rows = rows.select_related("initiative__unit", "unit", "programme")
    found = list(rows.order_by("-pk")[: limit + 1])
    return Followed(
        rows=found[:limit], following=found[limit - 1].pk if len(found) > limit else None
    )
