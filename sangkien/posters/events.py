"""What happens to posters."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class _TextEvent(bus.Event):
    subject_kind: ClassVar[str] = "poster_text"
    subject_field: ClassVar[str] = "programme_id"

    programme_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class PosterTextChanged(_TextEvent):
    name: ClassVar[str] = "poster.text_changed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PosterTextRestored(_TextEvent):
    name: ClassVar[str] = "poster.text_restored"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PostersOrdered(bus.Event):
    name: ClassVar[str] = "poster.ordered"
    subject_kind: ClassVar[str] = "unit"
    subject_field: ClassVar[str] = "unit_id"

    unit_id: int
    programme_id: int
    count: int
