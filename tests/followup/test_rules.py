"""Who lags and what comes next, as pure rules."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.followup import rules
from sangkien.followup.enums import Sign, Step
from sangkien.followup.rules import Past, State, Terms
from tests.factories import NOW

DAY = dt.timedelta(days=1)
OPENS, CLOSES = NOW - 20 * DAY, NOW + 20 * DAY


def state(**changes: object) -> State:
    values: dict[str, object] = {"sent": 5, "value": 5, "target": 20, "pace": 5}
    return State(**{**values, **changes})  # type: ignore[arg-type]


def signs(found: State, *, at: dt.datetime = NOW) -> tuple[Sign, ...]:
    return rules.signs(found, Terms(), opens_at=OPENS, closes_at=CLOSES, at=at)


@pytest.mark.parametrize(
    ("value", "pace", "behind"),
    [(80, 100, False), (79, 100, True), (0, 0, False), (0, None, False)],
)
def test_exactly_the_threshold_is_not_behind(value: int, pace: int | None, *, behind: bool) -> None:
    assert rules.is_behind(state(value=value, pace=pace), 20) is behind


def test_signs_of_each_time() -> None:
    zero = state(sent=0, value=0, pace=0)
    assert signs(zero, at=OPENS + 7 * DAY - dt.timedelta(seconds=1)) == ()
    assert signs(zero, at=OPENS + 7 * DAY) == (Sign.ZERO,)
    near = CLOSES - 7 * DAY
    assert signs(state(), at=near - dt.timedelta(seconds=1)) == ()
    assert signs(state(), at=near) == (Sign.CLOSING,)
    assert signs(state(pace=None), at=CLOSES) == (Sign.OVERDUE,)
    assert signs(state(pace=None), at=CLOSES + 30 * DAY) == ()
    assert signs(state(), at=OPENS - DAY) == ()
    assert signs(state(value=20), at=near) == ()


def test_whether_somebody_is_there_matters_only_to_who_is_short() -> None:
    absent = {"has_officer": False, "has_signed_in": False}
    assert signs(state(**absent)) == ()
    assert signs(state(value=4, **absent)) == (Sign.NO_OFFICER,)
    assert signs(state(sent=0, value=0, pace=None, has_signed_in=False), at=OPENS) == (
        Sign.NOT_SIGNED_IN,
    )


def test_ladder_goes_up_and_stays_at_the_top() -> None:
    past: list[Past] = []
    taken = []
    for number in range(6):
        at = NOW + 10 * number * DAY
        proposal = rules.propose(state(), Terms(), past)
        assert proposal.step is not None
        taken.append(proposal.step)
        past.append(Past(step=proposal.step, at=at, value=5))
    assert taken == [Step.NOTICE, Step.MESSAGE, Step.CALL, Step.LETTER, Step.LETTER, Step.LETTER]


def test_a_step_that_is_left_out_is_never_proposed() -> None:
    terms = Terms(pauses={Step.NOTICE: 2, Step.MESSAGE: 0, Step.CALL: 0, Step.LETTER: 5})
    first = Past(step=Step.NOTICE, at=NOW, value=5)

    assert terms.ladder == (Step.NOTICE, Step.LETTER)
    found = rules.propose(state(), terms, [first])
    assert (found.step, found.since) == (Step.LETTER, NOW + 2 * DAY)


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({"has_officer": False, "has_signed_in": False, "has_phone": False}, Step.LETTER),
        ({"has_signed_in": False}, Step.MESSAGE),
        ({"has_signed_in": False, "has_phone": False}, Step.LETTER),
        ({}, Step.NOTICE),
    ],
)
def test_first_step_is_one_that_reaches_somebody(changes: dict[str, object], step: Step) -> None:
    assert rules.propose(state(**changes), Terms(), []).step == step


steps = st.sampled_from(list(Step))


@given(
    st.lists(st.tuples(steps, st.integers(0, 100), st.integers(0, 9)), max_size=8),
    st.integers(0, 9),
)
def test_no_step_is_proposed_within_its_own_pause(
    taken: list[tuple[Step, int, int]], value: int
) -> None:
    past = [Past(step=step, at=NOW + days * DAY, value=then) for step, days, then in taken]

    found = rules.propose(state(value=value), Terms(), past)

    assert found.step in Step
    until = rules.paused_until(found.step, past, Terms()) if found.step else None
    assert until is None or (found.since is not None and found.since >= until)
