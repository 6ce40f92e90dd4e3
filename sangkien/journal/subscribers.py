"""Repeated work of the journal itself."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.journal.actions import sealing


@every(seconds=30, name="journal.seal")
def seal_entries(now: datetime) -> int:
    return sealing.seal(now)
