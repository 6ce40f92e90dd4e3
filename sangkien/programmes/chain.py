"""The review of an initiative, step by step: plain values from a ruleset.

The first step is always the confirmation by the grassroots union of the initiative's own unit. A
programme without a ruleset has that step only.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _

from sangkien.programmes.enums import StepKind
from sangkien.programmes.errors import InvalidRules

MOST_STEPS = 5
USUAL_WORKING_DAYS = 3
USUAL_GRACE_DAYS = 3
MOST_WORKING_DAYS = 90
LONGEST_NAME = 150
WHOLE_PERCENT = 100


@dataclass(frozen=True, kw_only=True)
class Step:
    """ "Bước xét duyệt": `level` is the key of the level whose unit decides, the nearest one above
    the initiative's unit; "" is that unit itself. `working_days` is its clock; of what comes to a
    spot check `sample_percent` are drawn. Working days overdue by `grace_days` it is shown to the unit
    above, which decides in its stead after as many again.
    """

    number: int
    kind: StepKind
    level: str = ""
    name: str = ""
    working_days: int = USUAL_WORKING_DAYS
    sample_percent: int = 100
    grace_days: int = USUAL_GRACE_DAYS

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        return cls(**{**values, "kind": StepKind(values["kind"])})


# Levels above take these steps, never the unit that confirmed.
FROM_ABOVE = frozenset({StepKind.ACCEPT, StepKind.CHECK})
USUAL = (Step(number=1, kind=StepKind.CONFIRM),)


def steps_of(stored: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The chain that a ruleset stores; an empty one is the usual one."""
    return tuple(Step.from_values(values) for values in stored) or USUAL


def ensure_sound(steps: Sequence[Step], *, levels: Collection[str]) -> None:
    """Raise for the first step that cannot be taken, at its field."""
    if len(steps) > MOST_STEPS:
        raise InvalidRules(_("Quy trình có nhiều nhất 5 bước."), field="kind")
    if not steps or steps[0].kind != StepKind.CONFIRM:
        raise InvalidRules(_("Bước 1 luôn là công đoàn cơ sở xác nhận."), field="kind")
    for step in steps:
        found = _flaw(step, levels)
        if found is not None:
            field, words = found
            raise InvalidRules(words, field=f"{field}.{step.number}")
    recognising = [step for step in steps if step.kind == StepKind.RECOGNISE]
    if len(recognising) > 1:
        raise InvalidRules(
            _("Chỉ một hội đồng công nhận trong một quy trình."),
            field=f"kind.{recognising[1].number}",
        )


def _flaw(step: Step, levels: Collection[str]) -> tuple[str, str] | None:
    """The field of the first thing that is wrong, and what; None when nothing is."""
    wrong = (
        (
            step.number > 1 and step.kind == StepKind.CONFIRM,
            ("kind", _("Chỉ bước 1 là công đoàn cơ sở xác nhận.")),
        ),
        (
            not step.level and step.kind in FROM_ABOVE,
            ("level", _("Hãy chọn cấp công đoàn xét bước này: chính đơn vị đã xác nhận ở bước 1.")),
        ),
        (
            bool(step.level) and step.level not in levels,
            ("level", _("Hãy chọn cấp công đoàn trong danh sách.")),
        ),
        (len(step.name) > LONGEST_NAME, ("name", _("Tên bước dài nhất 150 ký tự."))),
        (
            not 1 <= step.working_days <= MOST_WORKING_DAYS,
            ("working_days", _("Thời hạn từ 1 đến 90 ngày làm việc.")),
        ),
        (
            not 1 <= step.sample_percent <= WHOLE_PERCENT,
            ("sample_percent", _("Tỷ lệ kiểm tra từ 1 đến 100 %.")),
        ),
    )
    return next((found for is_wrong, found in wrong if is_wrong), None)
