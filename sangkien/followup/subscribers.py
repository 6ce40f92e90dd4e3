"""Repeated work of the follow-up."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.followup.actions import measuring


@every(seconds=300, name="followup.measure")
def measure(now: datetime) -> int:
    return measuring.measure(now)
