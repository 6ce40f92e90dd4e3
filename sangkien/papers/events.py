"""What happens to issued papers. Their issue stands in the event of the app that issues them."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class _PaperEvent(bus.Event):
    subject_kind: ClassVar[str] = "paper"
    subject_field: ClassVar[str] = "paper_id"

    paper_id: int
    unit_id: int
    kind: str
    label: str
    reason: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class PaperReplaced(_PaperEvent):
    name: ClassVar[str] = "paper.replaced"

    new_paper_id: int
    new_label: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class PaperRevoked(_PaperEvent):
    name: ClassVar[str] = "paper.revoked"

    document: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class PaperRestored(_PaperEvent):
    """It was revoked wrongly and is in force again."""

    name: ClassVar[str] = "paper.restored"

    document: str
