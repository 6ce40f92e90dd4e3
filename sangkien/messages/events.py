"""What happens to the texts."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@bus.event
@dataclass(frozen=True, kw_only=True)
class MessageTextChanged(bus.Event):
    name: ClassVar[str] = "message.text_changed"
    subject_kind: ClassVar[str] = "message_text"
    subject_field: ClassVar[str] = "text_id"
    unit_field: ClassVar[str | None] = None

    text_id: int
    key: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class MessageTextRestored(bus.Event):
    name: ClassVar[str] = "message.text_restored"
    subject_kind: ClassVar[str] = "message_text"
    subject_field: ClassVar[str] = "text_id"
    unit_field: ClassVar[str | None] = None

    text_id: int
    key: str
