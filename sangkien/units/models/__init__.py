from sangkien.units.models.cluster import (
    Cluster,
    ClusterDocument,
    ClusterLead,
    ClusterMember,
    ClusterTurn,
    FormerMember,
)
from sangkien.units.models.lookalike import Lookalike
from sangkien.units.models.moving import Departure, Transfer
from sangkien.units.models.naming import Alias, UnmatchedWorkplace
from sangkien.units.models.people import Grant, Membership
from sangkien.units.models.positions import Position, Reorganisation, Threshold
from sangkien.units.models.unit import Headcount, Level, Succession, Unit

__all__ = [
    "Alias",
    "Cluster",
    "ClusterDocument",
    "ClusterLead",
    "ClusterMember",
    "ClusterTurn",
    "Departure",
    "FormerMember",
    "Grant",
    "Headcount",
    "Level",
    "Lookalike",
    "Membership",
    "Position",
    "Reorganisation",
    "Succession",
    "Threshold",
    "Transfer",
    "Unit",
    "UnmatchedWorkplace",
]
