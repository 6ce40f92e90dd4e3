"""What happens to initiatives."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class InitiativeEvent(bus.Event):
    """`reason` is what the person who acted wrote, empty where none is needed."""

    subject_kind: ClassVar[str] = "initiative"
    subject_field: ClassVar[str] = "initiative_id"

    initiative_id: int
    programme_id: int
    unit_id: int
    reason: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeDrafted(InitiativeEvent):
    name: ClassVar[str] = "initiative.drafted"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DraftDiscarded(InitiativeEvent):
    name: ClassVar[str] = "initiative.draft_discarded"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeSubmitted(InitiativeEvent):
    name: ClassVar[str] = "initiative.submitted"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeCorrected(InitiativeEvent):
    name: ClassVar[str] = "initiative.corrected"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeAnswered(InitiativeEvent):
    name: ClassVar[str] = "initiative.answered"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeHelped(InitiativeEvent):
    """Somebody of the support team wrote in the draft, with the author's consent."""

    name: ClassVar[str] = "initiative.helped"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeConfirmed(InitiativeEvent):
    name: ClassVar[str] = "initiative.confirmed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeReturned(InitiativeEvent):
    name: ClassVar[str] = "initiative.returned"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeRejected(InitiativeEvent):
    name: ClassVar[str] = "initiative.rejected"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeWithdrawn(InitiativeEvent):
    name: ClassVar[str] = "initiative.withdrawn"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeReopened(InitiativeEvent):
    name: ClassVar[str] = "initiative.reopened"


@bus.event
@dataclass(frozen=True, kw_only=True)
class CreditMoved(InitiativeEvent):
    """The account of an author became part of `user_id`."""

    name: ClassVar[str] = "initiative.credit_moved"

    user_id: int


STATE_CHANGES: tuple[type[InitiativeEvent], ...] = (
    InitiativeSubmitted,
    InitiativeCorrected,
    InitiativeConfirmed,
    InitiativeReturned,
    InitiativeRejected,
    InitiativeWithdrawn,
    InitiativeReopened,
)
