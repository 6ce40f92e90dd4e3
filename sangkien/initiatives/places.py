"""Where an initiative stands in its review: which step, whose turn, until when.

The steps come from the ruleset under which it was sent (`programmes.chain`); everything here is
plain values.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sangkien.core.periods import local_day
from sangkien.core.workdays import Calendar
from sangkien.programmes.chain import FROM_ABOVE, Step
from sangkien.programmes.enums import StepKind


@dataclass(frozen=True, kw_only=True)
class Place:
    """ "Nơi đang chờ": the step of the review, the unit that decides it, since when, until when.

    Its fields are those of the initiative.
    """

    step: int = 0
    waits_for: str = ""
    waits_path: str = ""
    waits_since: dt.datetime | None = None
    due_on: dt.date | None = None

    def values(self) -> dict[str, object]:
        return asdict(self)


NOWHERE = Place()


@dataclass(frozen=True, kw_only=True)
class Above:
    """A unit on the way up from the initiative's own, that one included."""

    path: str
    level: str
    name: str = ""
    is_grassroots: bool = False


def place_at(step: Step, path: str, *, since: dt.datetime, days: Calendar) -> Place:
    return Place(
        step=step.number,
        waits_for=step.kind,
        waits_path=path,
        waits_since=since,
        due_on=days.after(local_day(since), step.working_days),
    )


def first_place(
    steps: Sequence[Step], *, unit_path: str, since: dt.datetime, days: Calendar
) -> Place:
    """Every review begins at the initiative's own unit."""
    return place_at(steps[0], unit_path, since=since, days=days)


def place_after(
    steps: Sequence[Step],
    number: int,
    *,
    code: str,
    lineage: Sequence[Above],
    since: dt.datetime,
    days: Calendar,
) -> Place:
    """Where it waits once step `number` is passed; nowhere when that was the last one.

    A level that the unit does not have above it is skipped, and what is not drawn passes by a
    spot check. `lineage` begins with the unit itself.
    """
    for step in steps[number:]:
        path = decider(step, lineage)
        if path and is_drawn(step, code):
            return place_at(step, path, since=since, days=days)
    return NOWHERE


def decider(step: Step, lineage: Sequence[Above]) -> str:
    """The path of the unit that decides a step; "" when there is none.

    Acceptance and checks come from above; a council may be that of the unit itself.
    """
    own = lineage[0].path
    if step.kind == StepKind.CONFIRM or (step.kind == StepKind.RECOGNISE and not step.level):
        return own
    above = lineage[1:] if step.kind in FROM_ABOVE else lineage
    return next((unit.path for unit in above if unit.level == step.level), "")


def is_drawn(step: Step, code: str) -> bool:
    """Whether a spot check takes this one: decided by its code, the same whenever it is asked."""
    if step.kind != StepKind.CHECK:
        return True
    digest = hashlib.sha256(f"{code}/{step.number}".encode()).digest()
    return int.from_bytes(digest[:4]) % 100 < step.sample_percent


def step_of(steps: Sequence[Step], number: int) -> Step | None:
    """The step with this number; None outside the review."""
    return steps[number - 1] if 0 < number <= len(steps) else None


def supervisor(path: str, lineage: Sequence[Above]) -> str:
    """The unit that looks after the one at `path`: the next one above it, never a grassroots
    union, whose officers decide for its sections anyway. "" at the top.
    """
    higher = (u for u in lineage if len(u.path) < len(path) and not u.is_grassroots)
    return next((unit.path for unit in higher), "")
