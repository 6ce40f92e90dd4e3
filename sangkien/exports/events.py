"""What happens to exports: who took how many rows of what."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class ExportEvent(bus.Event):
    """By which filters stands in the row, not here: they may name a person."""

    subject_kind: ClassVar[str] = "export"
    subject_field: ClassVar[str] = "export_id"

    export_id: int
    unit_id: int | None
    kind: str
    format: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class ExportAsked(ExportEvent):
    name: ClassVar[str] = "export.asked"


@dataclass(frozen=True, kw_only=True)
class ExportEnded(ExportEvent):
    """By the worker, so not in the timeline of the unit."""

    unit_field: ClassVar[str | None] = None

    owner_id: int
    rows: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ExportMade(ExportEnded):
    name: ClassVar[str] = "export.made"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ExportFailed(ExportEnded):
    name: ClassVar[str] = "export.failed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ExportDownloaded(ExportEvent):
    name: ClassVar[str] = "export.downloaded"

    rows: int
