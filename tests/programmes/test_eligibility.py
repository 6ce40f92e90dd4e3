"""One list of conditions, with a plain reason for each that is not met."""

import datetime as dt
from typing import Any

import pytest

from sangkien.core.periods import end_of, start_of
from sangkien.programmes import questions
from sangkien.programmes.eligibility import (
    USUAL_TERMS,
    Facts,
    Statement,
    Terms,
    findings,
    usual_statements,
)
from sangkien.programmes.enums import Moment, QuestionKind
from sangkien.programmes.errors import InvalidPeriod
from sangkien.programmes.questions import Question
from sangkien.programmes.rules import MOST_STRETCHES, PhaseWindow, months, weeks

TODAY = dt.date(2026, 5, 20)
PHASE = PhaseWindow(
    period_id=1,
    name="Giai đoạn 1",
    opens_at=start_of(dt.date(2026, 5, 1)),
    closes_at=end_of(dt.date(2026, 5, 31)),
    applied_from=dt.date(2026, 1, 1),
    applied_to=dt.date(2026, 5, 31),
)
GOOD = {
    "first_applied_on": dt.date(2026, 3, 5),
    "recognised_by": "Hội đồng sáng kiến Công ty",
    "decision_number": "12/QĐ-CT",
    "decided_on": dt.date(2026, 4, 1),
    "answers": {"public_order": False, "protected": False, "trial": False},
}
STRICT = Terms(statements=usual_statements(), needs_recognition=True, takes_trials=False)


def unmet(terms: Terms, **changes: Any) -> list[str]:
    facts = Facts(**{**GOOD, **changes})
    found = findings(facts, terms, phase=PHASE, today=TODAY)
    return [one.field for one in found if not one.is_met]


def test_what_meets_everything_may_enter() -> None:
    assert unmet(STRICT) == []
    assert len(findings(Facts(**GOOD), STRICT, phase=PHASE, today=TODAY)) == 5  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_applied_on": dt.date(2025, 12, 31)}, "first_applied_on"),
        ({"first_applied_on": dt.date(2026, 5, 21)}, "first_applied_on"),
        ({"first_applied_on": None}, "first_applied_on"),
        ({"recognised_by": " "}, "recognised_by"),
        ({"decision_number": ""}, "decision_number"),
        ({"decided_on": None}, "decided_on"),
        ({"answers": {**GOOD["answers"], "protected": True}}, "answer_protected"),  # type: ignore[dict-item]
        ({"answers": {**GOOD["answers"], "public_order": None}}, "answer_public_order"),  # type: ignore[dict-item]
        ({"answers": {**GOOD["answers"], "trial": True}}, "answer_trial"),  # type: ignore[dict-item]
        ({"answers": {**GOOD["answers"], "protected": "khong"}}, "answer_protected"),  # type: ignore[dict-item]
    ],
)
def test_what_is_not_met_is_named_with_its_field(changes: dict[str, Any], field: str) -> None:
    assert unmet(STRICT, **changes) == [field]


def test_without_rules_only_the_days_count() -> None:
    assert unmet(USUAL_TERMS, recognised_by="", answers={}) == []
    assert unmet(USUAL_TERMS, first_applied_on=dt.date(2020, 1, 1)) == ["first_applied_on"]


def test_a_free_condition_may_want_yes() -> None:
    terms = Terms(statements=(Statement(key="s1", text="Tổ trưởng đồng ý?", wanted=True),))

    assert unmet(terms, answers={"s1": True}) == []
    assert unmet(terms, answers={"s1": False}) == ["answer_s1"]


def asked(kind: QuestionKind, **changes: Any) -> Question:
    return Question(key="q1", kind=kind, label="Câu hỏi", **changes)


@pytest.mark.parametrize(
    ("question", "answer", "fits"),
    [
        (asked(QuestionKind.LINE), "Máy hàn", True),
        (asked(QuestionKind.LINE), "...", False),
        (asked(QuestionKind.LINE, most=5), "Máy hàn", False),
        (asked(QuestionKind.LINE), "a\x00b", False),
        (asked(QuestionKind.PROSE, least=20), "Ngắn", False),
        (asked(QuestionKind.NUMBER), "1250.5", True),
        (asked(QuestionKind.NUMBER, least=10), "9", False),
        (asked(QuestionKind.NUMBER, most=10), "10.5", False),
        (asked(QuestionKind.NUMBER), "NaN", False),
        (asked(QuestionKind.NUMBER), "1e400", False),
        (asked(QuestionKind.MONEY), 12_500_000, True),
        (asked(QuestionKind.MONEY), 10**15 + 1, False),
        (asked(QuestionKind.MONEY), True, False),
        (asked(QuestionKind.DAY), "2026-03-05", True),
        (asked(QuestionKind.DAY), "2026-02-31", False),
        (asked(QuestionKind.CHOICE, options=("Có", "Một phần")), "Một phần", True),
        (asked(QuestionKind.CHOICE, options=("Có", "Một phần")), "Khác", False),
        (asked(QuestionKind.YES_NO), False, True),
        (asked(QuestionKind.YES_NO), "co", False),
    ],
)
def test_an_answer_is_judged_by_its_question(
    question: Question, answer: Any, *, fits: bool
) -> None:
    assert (questions.problem(question, answer) is None) is fits


def test_a_later_question_is_due_at_the_review() -> None:
    later = asked(QuestionKind.LINE, is_required=True, moment=Moment.REVIEW)

    assert questions.missing(later, {}, at=Moment.ENTRY) is None
    assert questions.missing(later, {}, at=Moment.REVIEW) is not None
    assert questions.missing(later, {"q1": "..."}, at=Moment.ENTRY) is not None
    assert questions.missing(asked(QuestionKind.LINE), {}, at=Moment.REVIEW) is None


def test_answers_are_told_as_people_write_them() -> None:
    assert questions.told(asked(QuestionKind.NUMBER, unit="giờ"), "1250.5") == "1.250,5 giờ"
    assert questions.told(asked(QuestionKind.MONEY), 12_500_000) == "12.500.000 ₫"
    assert questions.told(asked(QuestionKind.DAY), "2026-03-05") == "05/03/2026"
    assert questions.told(asked(QuestionKind.YES_NO), False) == "Không"
    assert questions.told(asked(QuestionKind.NUMBER), "khác loại") == "khác loại"
    assert questions.told(asked(QuestionKind.LINE), None) == ""


def test_weeks_end_on_sundays_and_are_cut_at_both_ends() -> None:
    found = weeks(dt.date(2026, 5, 13), dt.date(2026, 5, 31))

    assert [one.name for one in found] == [
        "Tuần 1 (13/05 – 17/05)",
        "Tuần 2 (18/05 – 24/05)",
        "Tuần 3 (25/05 – 31/05)",
    ]
    assert found[0].closes_at == found[1].opens_at == end_of(dt.date(2026, 5, 17))
    assert [one.name for one in weeks(TODAY, TODAY)] == ["Tuần 1 (20/05 – 20/05)"]


def test_months_are_calendar_months_cut_at_both_ends() -> None:
    found = months(dt.date(2026, 12, 15), dt.date(2027, 2, 10))

    assert [one.name for one in found] == ["Tháng 12/2026", "Tháng 1/2027", "Tháng 2/2027"]
    assert found[0].opens_at == start_of(dt.date(2026, 12, 15))
    assert found[-1].closes_at == end_of(dt.date(2027, 2, 10))
    assert [one.name for one in months(dt.date(2028, 1, 31), dt.date(2028, 2, 29))] == [
        "Tháng 1/2028",
        "Tháng 2/2028",
    ]


def test_too_many_or_backwards_is_refused() -> None:
    with pytest.raises(InvalidPeriod):
        weeks(TODAY, TODAY - dt.timedelta(days=1))
    with pytest.raises(InvalidPeriod):
        weeks(TODAY, TODAY + dt.timedelta(days=7 * (MOST_STRETCHES + 2)))
    with pytest.raises(InvalidPeriod):
        months(dt.date(1, 1, 1), dt.date(9000, 1, 1))
