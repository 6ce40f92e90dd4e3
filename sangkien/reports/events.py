"""What happens to snapshots. `digest` is the SHA-256 of what a snapshot holds."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class SnapshotEvent(bus.Event):
    subject_kind: ClassVar[str] = "snapshot"
    subject_field: ClassVar[str] = "snapshot_id"

    snapshot_id: int
    unit_id: int
    programme_id: int
    digest: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class SnapshotTaken(SnapshotEvent):
    name: ClassVar[str] = "snapshot.taken"


@bus.event
@dataclass(frozen=True, kw_only=True)
class SnapshotScheduled(SnapshotEvent):
    """By the worker: it stands in the journal, and not in what happened in the unit."""

    name: ClassVar[str] = "snapshot.scheduled"
    unit_field: ClassVar[str | None] = None

    slot_at: dt.datetime


@bus.event
@dataclass(frozen=True, kw_only=True)
class SnapshotPublished(SnapshotEvent):
    name: ClassVar[str] = "snapshot.published"


@bus.event
@dataclass(frozen=True, kw_only=True)
class WeeklyPostersOrdered(bus.Event):
    name: ClassVar[str] = "weekly_posters.ordered"
    subject_kind: ClassVar[str] = "unit"
    subject_field: ClassVar[str] = "unit_id"

    unit_id: int
    programme_id: int
    count: int
