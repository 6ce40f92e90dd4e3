"""What happens to targets."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class _TargetEvent(bus.Event):
    subject_kind: ClassVar[str] = "target"
    subject_field: ClassVar[str] = "target_id"

    target_id: int
    period_id: int
    unit_id: int
    value: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class TargetSet(_TargetEvent):
    name: ClassVar[str] = "target.set"


@bus.event
@dataclass(frozen=True, kw_only=True)
class TargetRevised(_TargetEvent):
    name: ClassVar[str] = "target.revised"

    old_value: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class TargetRemoved(_TargetEvent):
    name: ClassVar[str] = "target.removed"
