"""Who may set which target."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.agreements.enums import TargetOrigin
from sangkien.core import paths
from sangkien.units.models import Cluster, Unit


def recorded_at(holder: Unit | Cluster) -> Unit:
    """The unit in whose journal the target stands."""
    return holder if isinstance(holder, Unit) else holder.organiser


def can_set(actor: Actor, holder: Unit | Cluster, origin: TargetOrigin) -> bool:
    """Assigned by a level above, set by the unit itself; those of clusters by who set them up."""
    path = recorded_at(holder).path
    above = paths.ancestors(path)
    from_above = isinstance(holder, Unit) and origin == TargetOrigin.ASSIGNED and above
    return actor.can(Permission.TARGET_MANAGE, at=above[-1] if from_above else path)
