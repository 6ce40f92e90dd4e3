"""What happens to programmes."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class _ProgrammeEvent(bus.Event):
    subject_kind: ClassVar[str] = "programme"
    subject_field: ClassVar[str] = "programme_id"

    programme_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ProgrammeDrafted(_ProgrammeEvent):
    name: ClassVar[str] = "programme.drafted"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ProgrammeRevised(_ProgrammeEvent):
    name: ClassVar[str] = "programme.revised"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PeriodSet(_ProgrammeEvent):
    name: ClassVar[str] = "programme.period_set"

    period_id: int
    period_name: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class ProgrammePublished(_ProgrammeEvent):
    name: ClassVar[str] = "programme.published"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ProgrammePinned(_ProgrammeEvent):
    name: ClassVar[str] = "programme.pinned"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ProgrammeUnpinned(_ProgrammeEvent):
    name: ClassVar[str] = "programme.unpinned"
