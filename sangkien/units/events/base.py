"""What all events of units, and of lists of them, have in common."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class UnitEvent(bus.Event):
    subject_kind: ClassVar[str] = "unit"
    subject_field: ClassVar[str] = "unit_id"

    unit_id: int


@dataclass(frozen=True, kw_only=True)
class ListEvent(bus.Event):
    """One entry for a block of lines, not one for each. It stands at the import; the unit's own
    timeline has the import as a whole.
    """

    subject_kind: ClassVar[str] = "import"
    subject_field: ClassVar[str] = "import_id"
    unit_field: ClassVar[str | None] = None

    import_id: int
