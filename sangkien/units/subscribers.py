"""Decisions whose day has come are carried out in the background."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.units import queries
from sangkien.units.actions.reorganising import carrying


@every(seconds=5, name="units.reorganise")
def carry_out_due(now: datetime) -> int:
    return carrying.run_due(now, queries.actor_for)
