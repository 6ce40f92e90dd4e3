import datetime as dt

import pytest

from sangkien.adoption import rules
from sangkien.adoption.enums import Finding, Use
from sangkien.adoption.errors import InvalidEntry, OwnUnit


def test_clock_begins_with_the_later_of_use_and_confirmation() -> None:
    applied, confirmed = dt.date(2026, 1, 5), dt.date(2026, 5, 20)

    assert rules.clock_start(applied, confirmed) == confirmed
    assert rules.clock_start(dt.date(2026, 6, 1), confirmed) == dt.date(2026, 6, 1)
    assert rules.clock_start(None, confirmed) == confirmed


def test_checks_fall_due_after_three_six_and_twelve_months() -> None:
    start = dt.date(2026, 8, 31)

    assert rules.due_on(start, 0) == dt.date(2026, 11, 30)
    assert rules.due_on(start, 3) == dt.date(2027, 2, 28)
    assert rules.due_on(start, 6) == dt.date(2027, 8, 31)
    assert rules.due_on(start, 12) is None


@pytest.mark.parametrize(
    ("asked", "today", "step"),
    [
        (0, "2026-08-19", None),
        (0, "2026-08-20", 3),
        (3, "2026-08-20", None),
        (0, "2026-12-01", 6),
        (0, "2029-01-01", 12),
        (12, "2029-01-01", None),
    ],
)
def test_of_several_missed_steps_only_the_latest_is_asked(
    asked: int, today: str, step: int | None
) -> None:
    start, day = dt.date(2026, 5, 20), dt.date.fromisoformat(today)

    assert rules.step_due(start, asked, today=day) == step


def test_what_fell_due_long_ago_is_not_asked_any_more() -> None:
    due = dt.date(2026, 8, 20)

    assert rules.is_worth_asking(due, today=dt.date(2026, 9, 19))
    assert not rules.is_worth_asking(due, today=dt.date(2026, 9, 20))


def test_who_is_asked_late_has_the_whole_time_to_answer() -> None:
    due = dt.date(2026, 8, 20)

    assert rules.lapses_on(due, today=due) == dt.date(2026, 9, 19)
    assert rules.lapses_on(due, today=dt.date(2026, 12, 1)) == dt.date(2026, 12, 31)


@pytest.mark.parametrize("path", ["00010002", "000100020003", "0001"])
def test_unit_and_what_is_above_and_below_it_are_no_other_unit(path: str) -> None:
    with pytest.raises(OwnUnit):
        rules.ensure_another_unit("00010002", path)


def test_sister_unit_is_another_unit() -> None:
    rules.ensure_another_unit("00010002", "00010003")


@pytest.mark.parametrize("amount", [None, -1, 10**16])
def test_verified_amount_has_to_be_one(amount: int | None) -> None:
    with pytest.raises(InvalidEntry) as refused:
        rules.verified_amount(Finding.AMOUNT, amount)

    assert refused.value.field == "amount_vnd"


def test_not_enough_data_holds_no_amount() -> None:
    assert rules.verified_amount(Finding.INSUFFICIENT, 5_000_000) is None


def test_stopping_needs_a_reason_and_going_on_does_not() -> None:
    with pytest.raises(InvalidEntry):
        rules.answer_reason(Use.STOPPED, " . ")

    assert rules.answer_reason(Use.IN_USE, "") == ""
    assert rules.answer_reason(Use.STOPPED, "Đã đổi máy") == "Đã đổi máy"


@pytest.mark.parametrize("typed", ["a\u202eb lý do", "\x00 lý do đúng", "x" * 501])
def test_reason_takes_no_hidden_characters_and_no_novels(typed: str) -> None:
    with pytest.raises(InvalidEntry):
        rules.clean_reason(typed)
