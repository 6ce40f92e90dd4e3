"""What happens in inspections."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class InspectionEvent(bus.Event):
    """`unit_id` is the unit that inspects."""

    subject_kind: ClassVar[str] = "inspection"
    subject_field: ClassVar[str] = "inspection_id"

    inspection_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class InspectionPlanned(InspectionEvent):
    name: ClassVar[str] = "inspection.planned"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InspectionAnnounced(InspectionEvent):
    """The units learn of it."""

    name: ClassVar[str] = "inspection.announced"


@bus.event
@dataclass(frozen=True, kw_only=True)
class InspectionCancelled(InspectionEvent):
    name: ClassVar[str] = "inspection.cancelled"


@dataclass(frozen=True, kw_only=True)
class VisitEvent(bus.Event):
    """`unit_id` is the unit that is inspected."""

    subject_kind: ClassVar[str] = "inspection_visit"
    subject_field: ClassVar[str] = "visit_id"

    visit_id: int
    inspection_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class VisitSet(VisitEvent):
    """Its day or its team was changed."""

    name: ClassVar[str] = "inspection.visit_set"


@bus.event
@dataclass(frozen=True, kw_only=True)
class MinutesWritten(VisitEvent):
    name: ClassVar[str] = "inspection.minutes_written"


@bus.event
@dataclass(frozen=True, kw_only=True)
class MinutesProposed(VisitEvent):
    """Confirmed by the team, shown to the unit; `digest` is that of what it says."""

    name: ClassVar[str] = "inspection.minutes_proposed"

    digest: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class MinutesObjected(VisitEvent):
    """The unit asks for a change; its words stand in the visit."""

    name: ClassVar[str] = "inspection.minutes_objected"


@bus.event
@dataclass(frozen=True, kw_only=True)
class MinutesLocked(VisitEvent):
    """The unit confirmed it, too: from now on only addenda."""

    name: ClassVar[str] = "inspection.minutes_locked"

    digest: str
    findings: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class AddendumWritten(VisitEvent):
    name: ClassVar[str] = "inspection.addendum_written"

    addendum_id: int
    digest: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class AddendumConfirmed(VisitEvent):
    name: ClassVar[str] = "inspection.addendum_confirmed"

    addendum_id: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class FindingEvent(bus.Event):
    """`unit_id` is the unit that has to put it right."""

    subject_kind: ClassVar[str] = "inspection_finding"
    subject_field: ClassVar[str] = "finding_id"

    finding_id: int
    visit_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class FindingAnswered(FindingEvent):
    name: ClassVar[str] = "inspection.finding_answered"

    number: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class FindingClosed(FindingEvent):
    name: ClassVar[str] = "inspection.finding_closed"

    number: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class FindingSentBack(FindingEvent):
    name: ClassVar[str] = "inspection.finding_sent_back"

    number: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class FindingOverdue(FindingEvent):
    name: ClassVar[str] = "inspection.finding_overdue"
