"""Where an initiative goes in its review: to the next step, or back to an earlier one."""

import datetime as dt

from sangkien.core.workdays import vietnam
from sangkien.initiatives import places
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.places import NOWHERE, Above, Place
from sangkien.initiatives.waiting import lineage_of
from sangkien.programmes.queries import steps_of


def first_place(*, ruleset_id: int | None, unit_path: str, since: dt.datetime) -> Place:
    """Where everything that is sent waits; asks the database for nothing."""
    steps = steps_of(ruleset_id)
    return places.first_place(steps, unit_path=unit_path, since=since, days=vietnam())


def place_after(initiative: Initiative, number: int, *, at: dt.datetime) -> Place:
    """Where it waits once step `number` is passed; looks up the units above only if it has to."""
    steps = steps_of(initiative.ruleset_id)
    if number >= len(steps):
        return NOWHERE
    return places.place_after(
        steps,
        number,
        code=initiative.code,
        lineage=lineage_of(initiative.unit_path),
        since=at,
        days=vietnam(),
    )


def place_again(initiative: Initiative, number: int, *, at: dt.datetime) -> Place:
    """Back at a step that was decided by mistake; its clock begins anew."""
    steps = steps_of(initiative.ruleset_id)
    step = places.step_of(steps, number) or steps[0]
    lineage: list[Above] = []
    if step.number > 1:
        lineage = lineage_of(initiative.unit_path)
    path = places.decider(step, lineage) if lineage else initiative.unit_path
    return places.place_at(step, path or initiative.unit_path, since=at, days=vietnam())
