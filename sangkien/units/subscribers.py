"""Repeated work of the register: doubles are looked for, decisions whose day has come carried out."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.units import queries
from sangkien.units.actions import granting, lookalikes
from sangkien.units.actions.reorganising import carrying


@every(seconds=6 * 3600, name="units.lookalikes")
def find_lookalikes(now: datetime) -> int:
    return lookalikes.find_all(now)


@every(seconds=60, name="units.pass_drafts")
def pass_drafts(now: datetime) -> int:
    return granting.pass_due_drafts(now)


@every(seconds=5, name="units.reorganise")
def carry_out_due(now: datetime) -> int:
    return carrying.run_due(now, queries.actor_for)
