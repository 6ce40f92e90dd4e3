"""The way of one initiative through its review, step by step: done, waiting, still ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sangkien.initiatives import places
from sangkien.initiatives.enums import COUNTED_AS_VALID, State
from sangkien.initiatives.models import Decision, Initiative
from sangkien.initiatives.places import Above
from sangkien.initiatives.waiting import lineage_of
from sangkien.programmes.chain import Step
from sangkien.programmes.enums import StepKind
from sangkien.programmes.queries import steps_of


class Standing(StrEnum):
    """How far a step is."""

    DONE = "done"
    WAITING = "waiting"
    REFUSED = "refused"
    RETURNED = "returned"
    SKIPPED = "skipped"
    AHEAD = "ahead"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """ "Bước trên đường xét": the unit whose turn it is, and what it decided, if it did."""

    step: Step
    unit_name: str
    standing: Standing
    decision: Decision | None = None

    @property
    def name(self) -> str:
        return self.step.name or str(self.step.kind.label)


def stages_of(initiative: Initiative, decisions: Sequence[Decision]) -> list[Stage]:
    """Every step of its review, in order; one query. `decisions` are all, the earliest first."""
    steps = steps_of(initiative.ruleset_id)
    lineage = lineage_of(initiative.unit_path)
    passed, ended = standing_decisions(decisions, waiting_at=initiative.step)
    reached = max([initiative.step, *passed, *ended])
    return [
        Stage(
            step=step,
            unit_name=_unit_name(step, initiative, lineage),
            standing=_standing(step, initiative, passed, ended, reached=reached),
            decision=passed.get(step.number) or ended.get(step.number),
        )
        for step in steps
    ]


def standing_decisions(
    decisions: Sequence[Decision], *, waiting_at: int
) -> tuple[dict[int, Decision], dict[int, Decision]]:
    """What was passed since the review began the last time, and the return or refusal that ended it,
    each by its step. What was taken back does not stand.
    """
    passed: dict[int, Decision] = {}
    ended: dict[int, Decision] = {}
    for decision in decisions:
        outcome, number = State(decision.outcome), decision.step
        if outcome in COUNTED_AS_VALID and (number or not passed):
            number = number or 1
            earlier = {step: one for step, one in passed.items() if step < number}
            passed = {**earlier, number: decision}
            ended = {}
        elif outcome in (State.RETURNED, State.REJECTED):
            ended = {number or 1: decision}
        else:
            ended = {}
    if waiting_at:
        passed = {number: one for number, one in passed.items() if number < waiting_at}
        ended = {}
    return passed, ended


def kind_of(initiative: Initiative, decision: Decision | None) -> str:
    """Of the step at which it was decided; that of the first one for decisions without a step."""
    number = decision.step if decision is not None else 0
    step = places.step_of(steps_of(initiative.ruleset_id), max(number, 1))
    return str(step.kind) if step is not None else ""


def kinds_of(initiatives: Sequence[Initiative]) -> dict[int, str]:
    """Of the steps at which these were decided last, by initiative; one query."""
    decisions = Decision.objects.filter(initiative__in=[row.pk for row in initiatives])
    last = {decision.initiative_id: decision for decision in decisions.order_by("pk")}
    return {row.pk: kind_of(row, last.get(row.pk)) for row in initiatives}


def _unit_name(step: Step, initiative: Initiative, lineage: Sequence[Above]) -> str:
    """Where it waits now, which is higher than usual when it was passed up."""
    is_here = initiative.is_waiting and step.number == initiative.step
    path = initiative.waits_path if is_here else places.decider(step, lineage)
    return next((unit.name for unit in lineage if unit.path == path), "")


def is_refusal(step: Step, decision: Decision) -> bool:
    """What a council does not recognise stays valid."""
    return step.kind == StepKind.RECOGNISE and decision.outcome == State.CONFIRMED


def _standing(
    step: Step,
    initiative: Initiative,
    passed: dict[int, Decision],
    ended: dict[int, Decision],
    *,
    reached: int,
) -> Standing:
    if step.number in passed:
        return Standing.REFUSED if is_refusal(step, passed[step.number]) else Standing.DONE
    if step.number == initiative.step:
        return Standing.WAITING
    if step.number in ended:
        refused = ended[step.number].outcome == State.REJECTED
        return Standing.REFUSED if refused else Standing.RETURNED
    is_over = initiative.is_valid and not initiative.is_waiting
    return Standing.SKIPPED if step.number < reached or is_over else Standing.AHEAD
