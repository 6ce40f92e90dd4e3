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
