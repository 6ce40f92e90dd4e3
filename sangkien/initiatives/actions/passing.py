"""Where an initiative goes in its review: to the next step, or back to an earlier one."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from sangkien.core import paths
from sangkien.core.workdays import vietnam
from sangkien.initiatives import places
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Decision, Initiative, PassingUp
from sangkien.initiatives.places import NOWHERE, Above, Place
from sangkien.initiatives.waiting import lineage_of
from sangkien.programmes.enums import StepKind
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


def taken_back(
    initiative: Initiative, decisions: Sequence[Decision], *, at: dt.datetime
) -> tuple[State, Place]:
    """State and place once the last decision counts no more: where it was decided.

    A rejection ends the recognition before it, with its certificates; so what had been recognised
    waits for its council again.
    """
    number = max(decisions[-1].step, 1) if decisions else 1
    if number == 1 or len(decisions) == 1:
        return State.SUBMITTED, _where_decided(initiative, decisions, number, at=at)
    before = State(decisions[-2].outcome)
    if before == State.RECOGNISED and decisions[-1].outcome == State.REJECTED:
        council = next(
            step for step in steps_of(initiative.ruleset_id) if step.kind == StepKind.RECOGNISE
        )
        return State.CONFIRMED, place_again(initiative, council.number, at=at)
    return before, _where_decided(initiative, decisions, number, at=at)


def _where_decided(
    initiative: Initiative, decisions: Sequence[Decision], number: int, *, at: dt.datetime
) -> Place:
    """Back at the step; at the unit above, where it had been passed up to that one."""
    place = place_again(initiative, number, at=at)
    if not decisions or not decisions[-1].in_stead:
        return place
    last = PassingUp.objects.filter(initiative=initiative, step=number).order_by("pk").last()
    is_later = last is not None and all(one.decided_at < last.passed_at for one in decisions[:-1])
    if last is None or not is_later or not paths.contains(last.to_unit.path, place.waits_path):
        return place
    return replace(place, waits_path=last.to_unit.path)
