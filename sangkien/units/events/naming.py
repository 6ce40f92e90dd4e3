"""What units are called, and workplaces that no unit answered to."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus
from sangkien.units.events.base import UnitEvent


@bus.event
@dataclass(frozen=True, kw_only=True)
class AliasAdded(UnitEvent):
    name: ClassVar[str] = "unit.alias_added"

    alias: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class AliasRemoved(UnitEvent):
    name: ClassVar[str] = "unit.alias_removed"

    alias: str


@dataclass(frozen=True, kw_only=True)
class _WorkplaceEvent(UnitEvent):
    """`unit_id` is the branch that answers. What was typed is in the queue, not in here."""

    workplace_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class WorkplaceAsked(_WorkplaceEvent):
    name: ClassVar[str] = "unit.workplace_asked"


@bus.event
@dataclass(frozen=True, kw_only=True)
class WorkplaceMatched(_WorkplaceEvent):
    name: ClassVar[str] = "unit.workplace_matched"

    matched_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class WorkplaceClosed(_WorkplaceEvent):
    name: ClassVar[str] = "unit.workplace_closed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class WorkplacesListed(UnitEvent):
    """Names from one Excel file: one entry for all of them."""

    name: ClassVar[str] = "unit.workplaces_listed"

    import_id: int
    workplaces: int
