"""What happens when units are urged. Words stand in rows; events name them."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class UrgingEvent(bus.Event):
    """In the journal of the unit that is urged; `kind` is the step."""

    subject_kind: ClassVar[str] = "urging"
    subject_field: ClassVar[str] = "urging_id"

    urging_id: int
    unit_id: int
    kind: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class UnitUrged(UrgingEvent):
    name: ClassVar[str] = "followup.urged"


@bus.event
@dataclass(frozen=True, kw_only=True)
class CallNoted(UrgingEvent):
    name: ClassVar[str] = "followup.called"

    outcome: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class UrgingAnswered(UrgingEvent):
    name: ClassVar[str] = "followup.answered"

    outcome: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class RuleSet(bus.Event):
    """`programme_id` is None for every programme."""

    name: ClassVar[str] = "followup.rule_set"
    subject_kind: ClassVar[str] = "urging_rule"
    subject_field: ClassVar[str] = "rule_id"

    rule_id: int
    unit_id: int
    programme_id: int | None


@dataclass(frozen=True, kw_only=True)
class ContactEvent(bus.Event):
    """In the journal of the unit that is called; never the number."""

    subject_kind: ClassVar[str] = "unit"
    subject_field: ClassVar[str] = "unit_id"

    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ContactNoted(ContactEvent):
    name: ClassVar[str] = "followup.contact_noted"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ContactRemoved(ContactEvent):
    name: ClassVar[str] = "followup.contact_removed"


@dataclass(frozen=True, kw_only=True)
class LetterEvent(bus.Event):
    """In the journal of the unit that writes it."""

    subject_kind: ClassVar[str] = "urging_letter"
    subject_field: ClassVar[str] = "letter_id"

    letter_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class LetterPrepared(LetterEvent):
    name: ClassVar[str] = "followup.letter_prepared"


@bus.event
@dataclass(frozen=True, kw_only=True)
class LetterRevised(LetterEvent):
    name: ClassVar[str] = "followup.letter_revised"


@bus.event
@dataclass(frozen=True, kw_only=True)
class LetterSubmitted(LetterEvent):
    name: ClassVar[str] = "followup.letter_submitted"


@bus.event
@dataclass(frozen=True, kw_only=True)
class LetterGivenBack(LetterEvent):
    name: ClassVar[str] = "followup.letter_given_back"


@bus.event
@dataclass(frozen=True, kw_only=True)
class LetterIssued(LetterEvent):
    name: ClassVar[str] = "followup.letter_issued"

    paper_id: int
    label: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class LetterDropped(LetterEvent):
    name: ClassVar[str] = "followup.letter_dropped"
