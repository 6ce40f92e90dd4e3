"""What happens to imports."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class _ImportEvent(bus.Event):
    subject_kind: ClassVar[str] = "import"
    subject_field: ClassVar[str] = "import_id"

    import_id: int
    unit_id: int
    kind: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class ImportConfirmed(_ImportEvent):
    name: ClassVar[str] = "import.confirmed"

    lines: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ImportUndone(_ImportEvent):
    name: ClassVar[str] = "import.undone"
