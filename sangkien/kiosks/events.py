"""What happens to kiosks; it stands in the journal of the unit."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class _KioskEvent(bus.Event):
    subject_kind: ClassVar[str] = "unit"
    subject_field: ClassVar[str] = "unit_id"

    unit_id: int
    programme_id: int
    kiosk: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class KioskOpened(_KioskEvent):
    name: ClassVar[str] = "kiosk.opened"


@bus.event
@dataclass(frozen=True, kw_only=True)
class KioskClosed(_KioskEvent):
    name: ClassVar[str] = "kiosk.closed"
