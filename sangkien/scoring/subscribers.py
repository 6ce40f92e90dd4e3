"""Repeated work of scoring, and what follows from other apps."""

from datetime import datetime

from sangkien.core import clock
from sangkien.core.bus import on
from sangkien.core.schedule import every
from sangkien.scoring.actions import following, opening
from sangkien.units.events import ClusterLeadEnded, ClusterLeadSet


@every(seconds=10, name="scoring.fill")
def fill_waiting(now: datetime) -> int:
    return opening.fill_waiting(now)


@on(ClusterLeadSet, ClusterLeadEnded)
def follow(event: ClusterLeadSet | ClusterLeadEnded) -> None:
    following.follow_leads(clock.now(), cluster_id=event.cluster_id)


@every(seconds=3600, name="scoring.follow_leads")
def follow_leads(now: datetime) -> int:
    """Terms begin and end on a day, not with an event."""
    return following.follow_leads(now)
