import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.practices import rules
from sangkien.practices.enums import COUNTED, PracticeState, Verdict
from sangkien.practices.errors import InvalidPractice

TODAY = dt.date(2026, 11, 22)


@given(
    verdicts=st.lists(st.sampled_from(list(Verdict)), max_size=8),
    told=st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_nothing_is_recognised_that_was_not_approved_and_told(
    verdicts: list[Verdict], told: list[bool]
) -> None:
    state, said = PracticeState.REGISTERED, []
    for verdict, has_effect in zip(verdicts, told, strict=False):
        try:
            state = rules.next_state(state, verdict, has_effect=has_effect)
        except InvalidPractice:
            continue
        said.append((verdict, has_effect))

    if state == PracticeState.RECOGNISED:
        assert [verdict for verdict, _told in said] == [Verdict.APPROVE, Verdict.RECOGNISE]
        assert said[-1][1]
    assert state in {*COUNTED, PracticeState.DECLINED}


def test_ended_ones_have_nothing_left_to_say() -> None:
    for state in (PracticeState.RECOGNISED, PracticeState.DECLINED, PracticeState.WITHDRAWN):
        assert rules.choices_at(state) == []


@pytest.mark.parametrize("year", [2020, 2028, 0, 99_999])
def test_years_far_away_are_refused(year: int) -> None:
    with pytest.raises(InvalidPractice) as refusal:
        rules.ensure_year(year, today=TODAY)
    assert refusal.value.field == "year"


@pytest.mark.parametrize("day", [None, dt.date(2026, 11, 23), dt.date(2001, 1, 1)])
def test_days_that_cannot_be_are_refused(day: dt.date | None) -> None:
    with pytest.raises(InvalidPractice):
        rules.ensure_day(day, field="until_on", today=TODAY)


@pytest.mark.parametrize("typed", ["", "   ", "-", "\u200b"])
def test_words_that_say_nothing_are_refused(typed: str) -> None:
    with pytest.raises(InvalidPractice):
        rules.clean_words(typed, field="content", missing="Hãy ghi.")


def test_too_long_is_refused_and_not_cut() -> None:
    with pytest.raises(InvalidPractice):
        rules.clean_line("a" * 301, field="beneficiaries")
