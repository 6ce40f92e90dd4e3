"""What happens to units."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus
from sangkien.units.events.base import ListEvent, UnitEvent


@bus.event
@dataclass(frozen=True, kw_only=True)
class UnitOpened(UnitEvent):
    name: ClassVar[str] = "unit.opened"

    parent_id: int | None
    opened_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class HeadcountRecorded(UnitEvent):
    name: ClassVar[str] = "unit.headcount_recorded"

    members: int
    workers: int
    counted_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class UnitsListed(ListEvent):
    """`since_on` is the first day on which the organisation differs."""

    name: ClassVar[str] = "unit.units_listed"

    opened: tuple[int, ...]
    counted: tuple[int, ...]
    since_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class UnitsUnlisted(ListEvent):
    name: ClassVar[str] = "unit.units_unlisted"

    unit_ids: tuple[int, ...]
    since_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class UnitsReorganised(UnitEvent):
    """One entry for the whole act, at the unit where it is listed."""

    name: ClassVar[str] = "unit.reorganised"

    act_id: int
    kind: str
    effective_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReorganisationPlanned(UnitEvent):
    name: ClassVar[str] = "unit.reorganisation_planned"

    act_id: int
    effective_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReorganisationCancelled(UnitEvent):
    name: ClassVar[str] = "unit.reorganisation_cancelled"

    act_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReorganisationUndone(UnitEvent):
    name: ClassVar[str] = "unit.reorganisation_undone"

    act_id: int
