"""What happens to criteria tables."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class CriteriaEvent(bus.Event):
    subject_kind: ClassVar[str] = "criteria_table"
    subject_field: ClassVar[str] = "table_id"

    table_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class CriteriaDrafted(CriteriaEvent):
    """`copied_id` is the table from which it was copied, None for a published example or a blank."""

    name: ClassVar[str] = "criteria.drafted"

    copied_id: int | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class CriteriaWritten(CriteriaEvent):
    name: ClassVar[str] = "criteria.written"

    digest: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class CriteriaEnforced(CriteriaEvent):
    """Put in force by a second person; what it says never changes from here on."""

    name: ClassVar[str] = "criteria.enforced"

    digest: str
    number: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class CriteriaDropped(CriteriaEvent):
    name: ClassVar[str] = "criteria.dropped"


@dataclass(frozen=True, kw_only=True)
class OpeningEvent(bus.Event):
    """`unit_id` is the organiser."""

    subject_kind: ClassVar[str] = "score_opening"
    subject_field: ClassVar[str] = "opening_id"

    opening_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ScoringOpened(OpeningEvent):
    """`kind` is the part of the year; openings of earlier days do not say year and part."""

    name: ClassVar[str] = "scoring.opened"

    table_id: int
    year: int | None = None
    kind: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class CardsGiven(OpeningEvent):
    """All units of the opening have their card."""

    name: ClassVar[str] = "scoring.cards_given"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ScoringClosed(OpeningEvent):
    """Units submit no more."""

    name: ClassVar[str] = "scoring.closed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ScoringPutOff(OpeningEvent):
    """`closes_at` is the new term, ISO 8601."""

    name: ClassVar[str] = "scoring.put_off"

    closes_at: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class ScoringCancelled(OpeningEvent):
    """Opened by mistake: the cards are only read from here on."""

    name: ClassVar[str] = "scoring.cancelled"

    reason: str


@dataclass(frozen=True, kw_only=True)
class CardEvent(bus.Event):
    """`unit_id` is the unit that is scored."""

    subject_kind: ClassVar[str] = "score_card"
    subject_field: ClassVar[str] = "card_id"

    card_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ColumnSubmitted(CardEvent):
    """`digest` is the seal of the column from here on; `value` its total in hundredths; `cluster_id`
    is where the card stands (0: in none), which columns of earlier days do not say.
    """

    name: ClassVar[str] = "card.submitted"

    kind: str
    number: int
    digest: str
    value: int
    cluster_id: int | None = None


@bus.event
@dataclass(frozen=True, kw_only=True)
class ColumnUnlocked(CardEvent):
    """`digest` is that of the column which counts no more."""

    name: ClassVar[str] = "card.unlocked"

    kind: str
    number: int
    digest: str
    reason: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class CardReturned(CardEvent):
    name: ClassVar[str] = "card.returned"

    reason: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterPassedOver(CardEvent):
    """The organiser went on without the check of the cluster."""

    name: ClassVar[str] = "card.cluster_passed_over"

    reason: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class CardHandedOver(CardEvent):
    """A card that waits for its cluster went from one unit to the one that leads the cluster now; None: nobody."""

    name: ClassVar[str] = "card.handed_over"

    from_id: int | None
    checker_id: int | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class MarkExplained(CardEvent):
    """`digest` is the seal of the words; those of earlier days have none."""

    name: ClassVar[str] = "card.explained"

    explanation_id: int
    digest: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class PeopleGiven(CardEvent):
    """How many of the unit are women; `digest` is the seal of the figures."""

    name: ClassVar[str] = "card.people_given"

    digest: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class EvidenceAdded(CardEvent):
    """`file` is the digest of the file, `digest` the seal of what it proves; those of earlier days have none."""

    name: ClassVar[str] = "card.evidence_added"

    file: str
    digest: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class EvidenceDropped(CardEvent):
    name: ClassVar[str] = "card.evidence_dropped"

    file: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class CardPublished(CardEvent):
    """`digest` is that of the council's column."""

    name: ClassVar[str] = "card.published"

    digest: str
    value: int


@dataclass(frozen=True, kw_only=True)
class ReviewEvent(bus.Event):
    """`unit_id` is the organiser."""

    subject_kind: ClassVar[str] = "score_review"
    subject_field: ClassVar[str] = "review_id"

    review_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReviewRecorded(ReviewEvent):
    name: ClassVar[str] = "score_review.recorded"

    opening_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReviewWritten(ReviewEvent):
    name: ClassVar[str] = "score_review.written"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReviewConfirmed(ReviewEvent):
    """By a second person; what the minutes say never changes from here on. `label` and `file` are the number
    and the digest of their paper, which those of earlier days do not have.
    """

    name: ClassVar[str] = "score_review.confirmed"

    opening_id: int
    digest: str
    label: str = ""
    file: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReviewDropped(ReviewEvent):
    name: ClassVar[str] = "score_review.dropped"
