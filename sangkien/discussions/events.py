"""What happens in discussions; never with the words themselves."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class CommentEvent(bus.Event):
    subject_kind: ClassVar[str] = "comment"
    subject_field: ClassVar[str] = "comment_id"

    comment_id: int
    initiative_id: int
    unit_id: int
    reason: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class CommentWritten(CommentEvent):
    name: ClassVar[str] = "discussion.written"


@bus.event
@dataclass(frozen=True, kw_only=True)
class CommentEdited(CommentEvent):
    name: ClassVar[str] = "discussion.edited"


@bus.event
@dataclass(frozen=True, kw_only=True)
class CommentRemoved(CommentEvent):
    name: ClassVar[str] = "discussion.removed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class CommentReported(CommentEvent):
    name: ClassVar[str] = "discussion.reported"


@bus.event
@dataclass(frozen=True, kw_only=True)
class CommentHidden(CommentEvent):
    name: ClassVar[str] = "discussion.hidden"


@bus.event
@dataclass(frozen=True, kw_only=True)
class CommentShownAgain(CommentEvent):
    """An officer thought better of hiding it."""

    name: ClassVar[str] = "discussion.shown_again"


@bus.event
@dataclass(frozen=True, kw_only=True)
class CommentKept(CommentEvent):
    """An officer looked at the reports and leaves it where it is."""

    name: ClassVar[str] = "discussion.kept"


@bus.event
@dataclass(frozen=True, kw_only=True)
class TalkDuringReviewSet(bus.Event):
    name: ClassVar[str] = "discussion.during_review_set"
    subject_kind: ClassVar[str] = "programme"
    subject_field: ClassVar[str] = "programme_id"

    programme_id: int
    unit_id: int
    is_allowed: bool


@bus.event
@dataclass(frozen=True, kw_only=True)
class PraiseSet(bus.Event):
    """Given, or taken back."""

    name: ClassVar[str] = "discussion.praise_set"
    subject_kind: ClassVar[str] = "praise"
    subject_field: ClassVar[str] = "initiative_id"

    initiative_id: int
    unit_id: int
    is_given: bool


@bus.event
@dataclass(frozen=True, kw_only=True)
class FollowingSet(bus.Event):
    """Somebody follows something, or not any more; `what` is initiative, unit or programme."""

    name: ClassVar[str] = "discussion.following_set"
    subject_kind: ClassVar[str] = "person"
    subject_field: ClassVar[str] = "user_id"
    unit_field: ClassVar[str | None] = None

    user_id: int
    what: str
    followed_id: int
    is_following: bool
