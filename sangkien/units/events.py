"""What happens to units and to the people in them."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class _UnitEvent(bus.Event):
    subject_kind: ClassVar[str] = "unit"
    subject_field: ClassVar[str] = "unit_id"

    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class UnitOpened(_UnitEvent):
    name: ClassVar[str] = "unit.opened"

    parent_id: int | None
    opened_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class UnitClosed(_UnitEvent):
    name: ClassVar[str] = "unit.closed"

    successor_id: int | None
    closed_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class HeadcountRecorded(_UnitEvent):
    name: ClassVar[str] = "unit.headcount_recorded"

    members: int
    workers: int
    counted_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class MemberEnrolled(_UnitEvent):
    name: ClassVar[str] = "unit.member_enrolled"

    user_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class RoleGranted(_UnitEvent):
    name: ClassVar[str] = "unit.role_granted"

    user_id: int
    role: str
    until_on: dt.date | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class RoleRevoked(_UnitEvent):
    name: ClassVar[str] = "unit.role_revoked"

    user_id: int
    role: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterFormed(_UnitEvent):
    name: ClassVar[str] = "unit.cluster_formed"

    cluster_id: int
    year: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterJoined(_UnitEvent):
    name: ClassVar[str] = "unit.cluster_joined"

    cluster_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class UnitsReorganised(_UnitEvent):
    """One entry for the whole act, at the unit where it is listed."""

    name: ClassVar[str] = "unit.reorganised"

    act_id: int
    kind: str
    effective_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReorganisationPlanned(_UnitEvent):
    name: ClassVar[str] = "unit.reorganisation_planned"

    act_id: int
    effective_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReorganisationCancelled(_UnitEvent):
    name: ClassVar[str] = "unit.reorganisation_cancelled"

    act_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReorganisationUndone(_UnitEvent):
    name: ClassVar[str] = "unit.reorganisation_undone"

    act_id: int
