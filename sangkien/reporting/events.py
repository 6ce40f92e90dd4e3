"""What happens in the reporting calendar."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class RequestEvent(bus.Event):
    """`unit_id` is the unit that asks."""

    subject_kind: ClassVar[str] = "report_request"
    subject_field: ClassVar[str] = "request_id"

    request_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReportAsked(RequestEvent):
    name: ClassVar[str] = "report.asked"


@bus.event
@dataclass(frozen=True, kw_only=True)
class RequestWithdrawn(RequestEvent):
    name: ClassVar[str] = "report.request_withdrawn"


@dataclass(frozen=True, kw_only=True)
class OccurrenceEvent(bus.Event):
    """`unit_id` is the unit that asks."""

    subject_kind: ClassVar[str] = "report_occurrence"
    subject_field: ClassVar[str] = "occurrence_id"

    occurrence_id: int
    request_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class OccurrenceOpened(OccurrenceEvent):
    """Every unit that owes it has its row."""

    name: ClassVar[str] = "report.occurrence_opened"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DueSoon(OccurrenceEvent):
    name: ClassVar[str] = "report.due_soon"


@bus.event
@dataclass(frozen=True, kw_only=True)
class Overdue(OccurrenceEvent):
    name: ClassVar[str] = "report.overdue"


@dataclass(frozen=True, kw_only=True)
class ReportEvent(bus.Event):
    """`unit_id` is the unit that reports."""

    subject_kind: ClassVar[str] = "report"
    subject_field: ClassVar[str] = "report_id"

    report_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReportSent(ReportEvent):
    """`number` counts the versions, the first is 1."""

    name: ClassVar[str] = "report.sent"

    number: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReportReturned(ReportEvent):
    """`is_void`: what was sent does not count as sent."""

    name: ClassVar[str] = "report.returned"

    is_void: bool


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReportExtended(ReportEvent):
    name: ClassVar[str] = "report.extended"

    extension_id: int
