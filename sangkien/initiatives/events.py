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
    """The author took over what `helper_id` of the support team wrote for them."""

    name: ClassVar[str] = "initiative.helped"

    helper_id: int | None = None


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeConfirmed(InitiativeEvent):
    name: ClassVar[str] = "initiative.confirmed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeAccepted(InitiativeEvent):
    """A level above passed it at a later step of the review."""

    name: ClassVar[str] = "initiative.accepted"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeChecked(InitiativeEvent):
    """A spot check found it right."""

    name: ClassVar[str] = "initiative.checked"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeRecognised(InitiativeEvent):
    name: ClassVar[str] = "initiative.recognised"


@bus.event
@dataclass(frozen=True, kw_only=True)
class RecognitionRefused(InitiativeEvent):
    """The council did not recognise it; it stays valid."""

    name: ClassVar[str] = "initiative.recognition_refused"


@bus.event
@dataclass(frozen=True, kw_only=True)
class RecognitionRevoked(InitiativeEvent):
    name: ClassVar[str] = "initiative.recognition_revoked"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReviewOverdue(InitiativeEvent):
    """A step slept beyond its clock and grace; `above_path` is the unit that sees it now."""

    name: ClassVar[str] = "initiative.review_overdue"

    above_path: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReviewReminded(InitiativeEvent):
    """The unit above asked the one whose turn it is, at `waits_path`, to decide."""

    name: ClassVar[str] = "initiative.review_reminded"

    waits_path: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativePassedUp(InitiativeEvent):
    """The office at `from_path` could not judge it; the one at `to_path` decides the same step."""

    name: ClassVar[str] = "initiative.passed_up"

    from_path: str
    to_path: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class ShareAgreed(InitiativeEvent):
    name: ClassVar[str] = "initiative.share_agreed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ShareObjected(InitiativeEvent):
    name: ClassVar[str] = "initiative.share_objected"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeAmended(InitiativeEvent):
    """A slip was put right after the confirmation."""

    name: ClassVar[str] = "initiative.amended"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ChangesBegun(InitiativeEvent):
    """The author took a valid one back to change more than a slip; it is reviewed anew."""

    name: ClassVar[str] = "initiative.changes_begun"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeReturned(InitiativeEvent):
    name: ClassVar[str] = "initiative.returned"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InitiativeRejected(InitiativeEvent):
    """`kind` is that of the step at which it was; older entries do not hold it."""

    name: ClassVar[str] = "initiative.rejected"

    kind: str = ""


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
class SecretKept(InitiativeEvent):
    """It became a trade secret: what it says was encrypted."""

    name: ClassVar[str] = "initiative.secret_kept"


@bus.event
@dataclass(frozen=True, kw_only=True)
class SecretDisclosed(InitiativeEvent):
    """Its author let it be read like any other."""

    name: ClassVar[str] = "initiative.secret_disclosed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class CreditMoved(InitiativeEvent):
    """The account of an author became part of `user_id`."""

    name: ClassVar[str] = "initiative.credit_moved"

    user_id: int


@dataclass(frozen=True, kw_only=True)
class CannedReasonEvent(bus.Event):
    """The reasons that a unit keeps for its officers."""

    subject_kind: ClassVar[str] = "unit"
    subject_field: ClassVar[str] = "unit_id"

    unit_id: int
    words: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class CannedReasonAdded(CannedReasonEvent):
    name: ClassVar[str] = "initiative.canned_reason_added"


@bus.event
@dataclass(frozen=True, kw_only=True)
class CannedReasonRemoved(CannedReasonEvent):
    name: ClassVar[str] = "initiative.canned_reason_removed"


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
    InitiativeRecognised,
    RecognitionRevoked,
    ChangesBegun,
)
