"""What may be sent and which step may follow which: no database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.initiatives import rules
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import WrongState
from sangkien.initiatives.rules import Content, Share

COMPLETE = Content(
    title="Cải tiến đồ gá hàn khung thép",
    before="Mỗi lần hàn phải căn chỉnh bằng tay rất lâu.",
    solution="Làm đồ gá định vị nhanh bằng chốt lò xo.",
    effect="Giảm nửa thời gian căn chỉnh, ít sai lệch hơn.",
    kind="technical",
    field_id=7,
    first_applied_on=dt.date(2026, 3, 10),
)


def fields_with_problems(**changes: object) -> list[str | None]:
    content = Content(**{**COMPLETE.__dict__, **changes})
    return [p.field for p in rules.problems(content, kinds=["technical"], field_ids=[7])]


def test_problems_complete_content_has_none() -> None:
    assert fields_with_problems() == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "   \n "}, "title"),
        ({"title": "Ngắn"}, "title"),
        ({"title": "x" * 251}, "title"),
        ({"title": "Cải tiến\x00 đồ gá hàn khung"}, "title"),
        ({"title": "Cải tiến \u202e đồ gá hàn khung"}, "title"),
        ({"before": "…"}, "before"),
        ({"solution": "y" * 5_001}, "solution"),
        ({"effect": "Tốt hơn"}, "effect"),
        ({"kind": "magic"}, "kind"),
        ({"field_id": 8}, "field"),
        ({"first_applied_on": None}, "first_applied_on"),
        ({"benefit_vnd": 10**15 + 1, "benefit_basis": "x"}, "benefit_vnd"),
        ({"benefit_vnd": 5_000_000}, "benefit_basis"),
        ({"author_share_bp": 9_999}, "shares"),
        ({"author_share_bp": 0, "shares": (Share(name="An", share_bp=10_000),)}, "shares"),
        ({"author_share_bp": 5_000, "shares": (Share(name=" ", share_bp=5_000),)}, "shares"),
    ],
)
def test_problems_names_the_field(changes: dict[str, object], field: str) -> None:
    assert fields_with_problems(**changes) == [field]


def test_problems_lists_everything_at_once() -> None:
    empty = Content()

    found = [p.field for p in rules.problems(empty, kinds=["technical"], field_ids=[7])]

    assert found == ["title", "before", "solution", "effect", "kind", "field", "first_applied_on"]


def test_problems_zero_benefit_needs_no_basis() -> None:
    assert fields_with_problems(benefit_vnd=0) == []


@given(st.lists(st.integers(min_value=1, max_value=9_999), max_size=9))
def test_shares_are_accepted_exactly_when_they_make_the_whole(others: list[int]) -> None:
    shares = [Share(name="Bình", share_bp=share) for share in others]
    rest = rules.WHOLE_SHARE_BP - sum(others)

    assert (rules.shares_problem(rest, shares) is None) == (rest > 0)
    assert rules.shares_problem(rest + 1, shares) is not None
    assert rules.shares_problem(rest - 1, shares) is not None


def test_shares_refuse_eleven_authors() -> None:
    others = [Share(name="Bình", share_bp=100)] * 10

    assert rules.shares_problem(9_000, others) is not None


@pytest.mark.parametrize(
    ("old", "allowed"),
    [
        (State.DRAFT, {State.SUBMITTED}),
        (
            State.SUBMITTED,
            {State.CONFIRMED, State.RETURNED, State.REJECTED, State.WITHDRAWN},
        ),
        (State.RETURNED, {State.SUBMITTED, State.WITHDRAWN}),
        (State.CONFIRMED, set(State) - {State.DRAFT}),
        (State.RECOGNISED, set(State) - {State.DRAFT, State.WITHDRAWN}),
        (State.REJECTED, {State.SUBMITTED, State.CONFIRMED, State.RECOGNISED}),
        (State.WITHDRAWN, set()),
    ],
)
def test_moves_are_these_and_no_others(old: State, allowed: set[State]) -> None:
    assert {new for new in State if rules.may_move(old, new)} == allowed
    for new in set(State) - allowed:
        with pytest.raises(WrongState):
            rules.ensure_move(old, new)


@pytest.mark.parametrize(
    ("basis_points", "words"), [(10_000, "100"), (3_334, "33,34"), (50, "0,5"), (1, "0,01")]
)
def test_percent_words(basis_points: int, words: str) -> None:
    assert rules.percent_words(basis_points) == words


@pytest.mark.parametrize("reason", ["", "   ", "ok", "…!?…!?", "x" * 1_001, "thiếu số\x00 liệu"])
def test_reason_must_say_something(reason: str) -> None:
    assert rules.reason_problem(reason) is not None


def test_reason_in_words_is_fine() -> None:
    assert rules.reason_problem("Thiếu cách tính số tiền làm lợi.") is None


@pytest.mark.parametrize(
    ("accepted", "due"),
    [
        ("2026-03-10", "2026-06-10"),
        ("2026-11-30", "2027-02-28"),
        ("2027-11-30", "2028-02-29"),
        ("2026-10-31", "2027-01-31"),
        ("2026-12-31", "2027-03-31"),
    ],
)
def test_three_months_run_from_acceptance_and_stop_at_the_end_of_the_month(
    accepted: str, due: str
) -> None:
    """A25 is the first."""
    assert rules.recognition_due_on(dt.date.fromisoformat(accepted)) == dt.date.fromisoformat(due)
