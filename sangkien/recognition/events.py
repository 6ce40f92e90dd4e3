"""What happens in recognition. That an initiative is recognised is an event of initiatives."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class _DecisionEvent(bus.Event):
    subject_kind: ClassVar[str] = "recognition_decision"
    subject_field: ClassVar[str] = "decision_id"

    decision_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class DecisionDrafted(_DecisionEvent):
    name: ClassVar[str] = "recognition.drafted"

    count: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class DecisionRevised(_DecisionEvent):
    name: ClassVar[str] = "recognition.revised"

    version: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class DecisionDiscarded(_DecisionEvent):
    name: ClassVar[str] = "recognition.discarded"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DecisionSigned(_DecisionEvent):
    """`digest` is the SHA-256 of the PDF; with version, factor and address it proves the will. `seal` is the
    digest of what the decision says of itself and lists (`seals.of_decision`). `is_alone`: who signed it had
    drafted it, as nobody else of the unit could. Entries from before have neither.
    """

    name: ClassVar[str] = "recognition.signed"

    label: str
    digest: str
    version: int
    factor: str
    address: str
    seal: str
    is_alone: bool


@bus.event
@dataclass(frozen=True, kw_only=True)
class DecisionSealed(_DecisionEvent):
    """Signed before decisions had a seal: what it says is watched from here on."""

    name: ClassVar[str] = "recognition.sealed"

    seal: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class LineSealed(bus.Event):
    """One initiative was recognised; of earlier ones, it is watched from here on. `seal` is `seals.of_line`,
    `holders` and `papers` are account and certificate of each author in their order. It stands in no timeline.
    """

    name: ClassVar[str] = "recognition.line_sealed"
    subject_kind: ClassVar[str] = "recognition"
    subject_field: ClassVar[str] = "recognition_id"
    unit_field: ClassVar[str | None] = None

    recognition_id: int
    seal: str
    holders: list[int | None]
    papers: list[int]


@bus.event
@dataclass(frozen=True, kw_only=True)
class DecisionReleased(_DecisionEvent):
    name: ClassVar[str] = "recognition.released"

    label: str
    count: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class RegulationSet(bus.Event):
    name: ClassVar[str] = "recognition.regulation_set"
    subject_kind: ClassVar[str] = "unit"
    subject_field: ClassVar[str] = "unit_id"

    unit_id: int


@dataclass(frozen=True, kw_only=True)
class _InitiativeEvent(bus.Event):
    """Stands in the timeline of the initiative; `reason` is what the person who acted wrote."""

    subject_kind: ClassVar[str] = "initiative"
    subject_field: ClassVar[str] = "initiative_id"

    initiative_id: int
    unit_id: int
    reason: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class InfluenceRaised(_InitiativeEvent):
    name: ClassVar[str] = "recognition.influence_raised"

    old: str
    new: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class CertificateReissued(_InitiativeEvent):
    name: ClassVar[str] = "recognition.certificate_reissued"


@bus.event
@dataclass(frozen=True, kw_only=True)
class BroughtBeforeCouncil(_InitiativeEvent):
    name: ClassVar[str] = "recognition.brought_before_council"


@bus.event
@dataclass(frozen=True, kw_only=True)
class HeardByCouncil(_InitiativeEvent):
    """The results are known, and it was not refused: `outcome` says how it goes on."""

    name: ClassVar[str] = "recognition.heard_by_council"

    outcome: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class AppealSent(_InitiativeEvent):
    """Without the author's words: they stand in the appeal, which can be erased."""

    name: ClassVar[str] = "recognition.appeal_sent"


@bus.event
@dataclass(frozen=True, kw_only=True)
class AppealUpheld(_InitiativeEvent):
    """The refusal stands."""

    name: ClassVar[str] = "recognition.appeal_upheld"


@bus.event
@dataclass(frozen=True, kw_only=True)
class AppealReopened(_InitiativeEvent):
    name: ClassVar[str] = "recognition.appeal_reopened"
