"""Reading the reasons that officers keep for the next time."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.initiatives.models import CannedReason
from sangkien.units.models import Unit

MOST_OFFERED = 50
REVIEWING = (Permission.INITIATIVE_REVIEW, Permission.INITIATIVE_ACCEPT)


def offices_of(actor: Actor) -> list[str]:
    """The paths of the units in which the actor decides about initiatives."""
    return [path for permission in REVIEWING for path in actor.offices(permission)]


def keeping_units(actor: Actor) -> list[Unit]:
    """The units for which the actor keeps reasons."""
    return list(Unit.objects.filter(path__in=offices_of(actor)).order_by("path"))


def reasons_of(actor: Actor) -> list[CannedReason]:
    """What is offered to the actor: of the own units and of those above; one query."""
    offices = offices_of(actor)
    if not offices:
        return []
    above = {path for office in offices for path in [*paths.ancestors(office), office]}
    rows = CannedReason.objects.filter(unit__path__in=above).select_related("unit")
    return list(rows.order_by("-unit__path", "pk")[:MOST_OFFERED])
