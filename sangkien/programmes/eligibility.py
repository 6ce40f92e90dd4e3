"""Whether an initiative may enter a programme: one list of checks, wherever it is looked at.

The same findings stand at entry, when an officer enters for somebody, in a list, and before
whoever reviews it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from django.utils.translation import gettext as _

from sangkien.core.text import has_words
from sangkien.programmes.errors import InvalidRules
from sangkien.programmes.rules import PhaseWindow, applied_problem

MOST_STATEMENTS = 15
LONGEST_STATEMENT = 300
TRIAL = "trial"  # the key of the statement that trials make necessary


@dataclass(frozen=True, kw_only=True)
class Statement:
    """ "Câu khẳng định" that the author answers with yes or no; `wanted` is the answer with which
    the initiative may enter, `reason` what is said to somebody who gave the other one.
    """

    key: str
    text: str
    wanted: bool = False
    reason: str = ""

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        return cls(**values)

    def values(self) -> dict[str, Any]:
        return asdict(self)


def usual_statements() -> tuple[Statement, ...]:
    """What the guidance of 2021 excludes and only the author can tell; its two other cases are read
    off dates and decisions. To be kept and edited.
    """
    return (
        Statement(
            key="public_order",
            text=_("Sáng kiến có nội dung trái với trật tự công cộng, đạo đức xã hội không?"),
            reason=_(
                "Chương trình không nhận sáng kiến trái với trật tự công cộng, đạo đức xã hội."
            ),
        ),
        Statement(
            key="protected",
            text=_("Sáng kiến có đang được bảo hộ quyền sở hữu trí tuệ không?"),
            reason=_("Chương trình không nhận giải pháp đang được bảo hộ quyền sở hữu trí tuệ."),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a version of the rules demands; without one, only the days of the phase count."""

    statements: tuple[Statement, ...] = ()
    needs_recognition: bool = False
    takes_trials: bool = True

    @property
    def asked(self) -> tuple[Statement, ...]:
        """Everything that the author has to answer."""
        if self.takes_trials:
            return self.statements
        trial = Statement(
            key=TRIAL,
            text=_("Giải pháp mới chỉ áp dụng thử, chưa áp dụng chính thức?"),
            reason=_("Chương trình chỉ nhận sáng kiến đã áp dụng chính thức."),
        )
        return (*self.statements, trial)


USUAL_TERMS = Terms()


def statements_of(stored: Sequence[Mapping[str, Any]]) -> tuple[Statement, ...]:
    return tuple(Statement.from_values(values) for values in stored)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an initiative says that decides whether it may enter."""

    first_applied_on: dt.date | None = None
    recognised_by: str = ""
    decision_number: str = ""
    decided_on: dt.date | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of the list: what is demanded, whether it is met, and why not.

    `field` is where the author can do something about it.
    """

    demand: str
    field: str
    reason: str = ""

    @property
    def is_met(self) -> bool:
        return not self.reason


def findings(
    facts: Facts, terms: Terms, *, phase: PhaseWindow | None, today: dt.date
) -> list[Finding]:
    """Every condition of the programme, met or not, in the order in which it is read."""
    return [
        _applied(facts, phase=phase, today=today),
        *([_recognised(facts)] if terms.needs_recognition else []),
        *(_answered(facts, statement) for statement in terms.asked),
    ]


def _applied(facts: Facts, *, phase: PhaseWindow | None, today: dt.date) -> Finding:
    if facts.first_applied_on is None:
        reason = _("Chưa ghi ngày áp dụng lần đầu.")
    else:
        reason = applied_problem(facts.first_applied_on, phase=phase, today=today) or ""
    return Finding(demand=_applied_demand(phase), field="first_applied_on", reason=reason)


def _applied_demand(phase: PhaseWindow | None) -> str:
    if phase is None or phase.applied_from is None or phase.applied_to is None:
        return _("Đã được áp dụng")
    return _("Áp dụng lần đầu từ %(first)s đến %(last)s") % {
        "first": f"{phase.applied_from:%d/%m/%Y}",
        "last": f"{phase.applied_to:%d/%m/%Y}",
    }


def _recognised(facts: Facts) -> Finding:
    where, reason = "recognised_by", ""
    if not has_words(facts.recognised_by):
        reason = _(
            "Chương trình chỉ nhận sáng kiến đã được công nhận: hãy ghi hội đồng sáng kiến hoặc thủ "
            "trưởng đơn vị đã công nhận."
        )
    elif not has_words(facts.decision_number):
        where, reason = "decision_number", _("Hãy ghi số của quyết định công nhận.")
    elif facts.decided_on is None:
        where, reason = "decided_on", _("Hãy ghi ngày của quyết định công nhận.")
    return Finding(demand=_("Đã được cấp có thẩm quyền công nhận"), field=where, reason=reason)


def _answered(facts: Facts, statement: Statement) -> Finding:
    answer = facts.answers.get(statement.key)
    reason = ""
    if not isinstance(answer, bool):
        reason = _("Chưa trả lời “%(text)s”") % {"text": statement.text}
    elif answer != statement.wanted:
        reason = statement.reason or _("Câu trả lời phải là “%(wanted)s”.") % {
            "wanted": yes_no(statement.wanted)
        }
    return Finding(
        demand=f"{statement.text} {yes_no(statement.wanted)}",
        field=f"answer_{statement.key}",
        reason=reason,
    )


def yes_no(answer: bool) -> str:  # noqa: FBT001 - the answer itself
    return _("Có") if answer else _("Không")


def ensure_sound(statements: Sequence[Statement]) -> None:
    """Raise for the first statement that says nothing, at its field."""
    if len(statements) > MOST_STATEMENTS:
        raise InvalidRules(_("Có nhiều nhất 15 điều kiện."), field="text")
    for index, one in enumerate(statements):
        if not has_words(one.text):
            raise InvalidRules(_("Hãy ghi điều kiện."), field=f"text.{index}")
        if max(len(one.text), len(one.reason)) > LONGEST_STATEMENT:
            raise InvalidRules(_("Mỗi câu dài nhất 300 ký tự."), field=f"text.{index}")
