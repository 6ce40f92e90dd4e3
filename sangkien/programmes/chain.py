"""The review of an initiative, step by step: plain values from a ruleset.

The first step is always the confirmation by the grassroots union of the initiative's own unit. A
programme without a ruleset has that step only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from sangkien.programmes.enums import StepKind

MOST_STEPS = 5
USUAL_WORKING_DAYS = 3


@dataclass(frozen=True, kw_only=True)
class Step:
    """ "Bước xét duyệt": `level` is the key of the level whose unit decides, the nearest one above
    the initiative's unit; "" is that unit itself. `working_days` is its clock; of what comes to a
    spot check `sample_percent` are drawn.
    """

    number: int
    kind: StepKind
    level: str = ""
    name: str = ""
    working_days: int = USUAL_WORKING_DAYS
    sample_percent: int = 100

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        return cls(**{**values, "kind": StepKind(values["kind"])})


USUAL = (Step(number=1, kind=StepKind.CONFIRM),)


def steps_of(stored: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The chain that a ruleset stores; an empty one is the usual one."""
    return tuple(Step.from_values(values) for values in stored) or USUAL
