from sangkien.units.models.cluster import Cluster, ClusterMember
from sangkien.units.models.people import Grant, Membership
from sangkien.units.models.positions import Position, Reorganisation, Threshold
from sangkien.units.models.unit import Headcount, Level, Succession, Unit

__all__ = [
    "Cluster",
    "ClusterMember",
    "Grant",
    "Headcount",
    "Level",
    "Membership",
    "Position",
    "Reorganisation",
    "Succession",
    "Threshold",
    "Unit",
]
