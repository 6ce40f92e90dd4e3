"""What happens in spot audits."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class AuditEvent(bus.Event):
    """`unit_id` is the unit that audits; `digest` is that of the sample, later of its findings."""

    subject_kind: ClassVar[str] = "audit"
    subject_field: ClassVar[str] = "audit_id"

    audit_id: int
    unit_id: int
    digest: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class AuditDrawn(AuditEvent):
    name: ClassVar[str] = "audit.drawn"


@bus.event
@dataclass(frozen=True, kw_only=True)
class AuditFinished(AuditEvent):
    name: ClassVar[str] = "audit.finished"

    checked: int
    passed: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class AuditDropped(AuditEvent):
    """The digest is that of the findings that there were; the reason stands in the audit."""

    name: ClassVar[str] = "audit.dropped"

    checked: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class AuditItemChecked(bus.Event):
    """`unit_id` is the CĐCS of the initiative; the reason stands in the item."""

    name: ClassVar[str] = "audit.item_checked"
    subject_kind: ClassVar[str] = "audit_item"
    subject_field: ClassVar[str] = "item_id"

    item_id: int
    audit_id: int
    unit_id: int
    finding: str
