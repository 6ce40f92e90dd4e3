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


@dataclass(frozen=True, kw_only=True)
class EvidenceEvent(InitiativeEvent):
    """`kind` is an EvidenceKind."""

    evidence_id: int
    kind: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class EvidenceAdded(EvidenceEvent):
    name: ClassVar[str] = "initiative.evidence_added"


@bus.event
@dataclass(frozen=True, kw_only=True)
class EvidenceRemoved(EvidenceEvent):
    name: ClassVar[str] = "initiative.evidence_removed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class EvidenceInfected(EvidenceEvent):
    """The virus scanner had its bytes deleted."""

    name: ClassVar[str] = "initiative.evidence_infected"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PhotoPublished(EvidenceEvent):
    """The author agreed that everybody sees it, once the initiative is confirmed."""

    name: ClassVar[str] = "initiative.photo_published"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PhotoHidden(EvidenceEvent):
    name: ClassVar[str] = "initiative.photo_hidden"


STATE_CHANGES: tuple[type[InitiativeEvent], ...] = (
    InitiativeSubmitted,
    InitiativeCorrected,
    InitiativeConfirmed,
    InitiativeReturned,
    InitiativeRejected,
    InitiativeWithdrawn,
    InitiativeReopened,
)
