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
class ActivationCodeIssued(_UnitEvent):
    name: ClassVar[str] = "unit.activation_code_issued"

    user_id: int
    by_message: bool


@bus.event
@dataclass(frozen=True, kw_only=True)
class ActivationSheetMade(_UnitEvent):
    name: ClassVar[str] = "unit.activation_sheet_made"

    people: int
