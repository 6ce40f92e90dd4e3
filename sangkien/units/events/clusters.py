"""What happens to clusters and blocks."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus
from sangkien.units.events.base import UnitEvent


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterFormed(UnitEvent):
    name: ClassVar[str] = "unit.cluster_formed"

    cluster_id: int
    year: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterJoined(UnitEvent):
    name: ClassVar[str] = "unit.cluster_joined"

    cluster_id: int


@dataclass(frozen=True, kw_only=True)
class _ClusterEvent(UnitEvent):
    """`unit_id` is the member that it is about, else the organiser of the cluster."""

    cluster_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterRenamed(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_renamed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterDissolved(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_dissolved"

    year: int
    title: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterLeft(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_left"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterMoved(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_moved"

    from_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterLeadSet(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_lead_set"

    post: str
    since_on: dt.date
    until_on: dt.date | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterLeadEnded(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_lead_ended"

    post: str
    until_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterRotationSet(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_rotation_set"

    unit_ids: tuple[int, ...]


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterDocumentAdded(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_document_added"

    document_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterDocumentRemoved(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_document_removed"

    document_id: int
    title: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClustersCopied(UnitEvent):
    name: ClassVar[str] = "unit.clusters_copied"

    from_year: int
    year: int
    clusters: int
    members: int
