"""Steps, sums, peaks and the last days, of plain values."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.core.periods import end_of, start_of
from sangkien.progress import trends
from sangkien.progress.trends import DAY, HOUR, Rush, last_days, series, summed

FIRST = dt.date(2026, 5, 1)
BEGIN = start_of(FIRST)

days = st.dictionaries(st.integers(1, 40), st.integers(0, 500), max_size=12)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def at(number: float) -> dt.datetime:
    return BEGIN + number * DAY


def test_a_day_without_change_holds_what_was_there() -> None:
    found = series([(at(1), 5), (at(4), 9)], since=BEGIN, until=at(4.5), unit=DAY, baseline=False)

    assert [(step.value, step.new) for step in found.steps] == [
        (5, 5),
        (5, 0),
        (5, 0),
        (9, 4),
        (9, 0),  # the day that runs
    ]
    assert found.known_since is None


def test_what_was_there_before_readings_did_not_come_on_the_first_day() -> None:
    found = series(
        [(at(10), 500), (at(12), 520)], since=BEGIN, until=at(12), unit=DAY, baseline=True
    )

    assert found.known_since == at(9)
    assert [(step.value, step.new) for step in found.steps] == [(500, None), (500, 0), (520, 20)]


def test_hours_go_on_from_what_stood_before_them() -> None:
    values = [(at(1), 7), (at(1) + 3 * HOUR, 9)]

    found = series(values, since=at(2), until=at(2) + 2 * HOUR, unit=HOUR, baseline=False)

    assert found.origin == 9
    assert [(step.value, step.new) for step in found.steps] == [(9, 0), (9, 0)]


@pytest.mark.parametrize(("length", "steps"), [(119, 119), (120, 120), (121, 61), (601, 101)])
def test_never_more_than_can_be_told_apart(length: int, steps: int) -> None:
    values = [(at(number + 1), number + 1) for number in range(length)]

    found = series(values, since=BEGIN, until=at(length), unit=DAY, baseline=False)

    assert len(found.steps) == steps <= trends.MOST_STEPS
    assert found.steps[-1].value == length
    assert sum(step.new or 0 for step in found.steps) == length


def dated(values: dict[int, int]) -> list[tuple[dt.datetime, int]]:
    return [(at(number), values[number]) for number in sorted(values)]


@patient
@given(days, st.integers(1, 45))
def test_what_was_new_adds_up_to_the_last_value(drawn: dict[int, int], length: int) -> None:
    values = dated(drawn)
    found = series(values, since=BEGIN, until=at(length), unit=DAY, baseline=False)

    held = [value for ends_at, value in values if ends_at <= found.steps[-1].ends_at]
    assert found.steps[-1].value == (held[-1] if held else 0)
    assert sum(step.new or 0 for step in found.steps) == found.steps[-1].value


@patient
@given(st.lists(days, max_size=4), st.integers(0, 45))
def test_a_group_has_at_every_moment_what_its_units_have(
    drawn: list[dict[int, int]], number: int
) -> None:
    parts = [dated(values) for values in drawn]

    def held(values: list[tuple[dt.datetime, int]]) -> int:
        there = [value for ends_at, value in values if ends_at <= at(number)]
        return there[-1] if there else 0

    assert held(summed(parts)) == sum(held(part) for part in parts)


def test_reached_is_the_first_day_with_at_least_the_target() -> None:
    values = [(at(1), 5), (at(2), 10), (at(3), 12)]

    assert trends.reached_at(values, 10) == at(2)
    assert trends.reached_at(values, 11) == at(3)
    assert trends.reached_at(values, 13) is None


CLOSES = end_of(dt.date(2026, 5, 31))
NOON_OF_28 = start_of(dt.date(2026, 5, 28)) + DAY / 2


def test_last_days_say_what_each_has_to_bring() -> None:
    """700 on 27 May, 100 of them in three days; 28 to 31 May are four days."""
    values = [(end_of(dt.date(2026, 5, 24)), 600), (end_of(dt.date(2026, 5, 27)), 700)]

    found = last_days(values, target=1_020, closes_at=CLOSES, at=NOON_OF_28)

    assert found == Rush(days_left=4, missing=320, needed=80, recent=33)
    assert found.is_behind


@pytest.mark.parametrize(
    ("target", "day", "is_told"),
    [(500, 28, False), (501, 28, True), (900, 21, False), (900, 22, True), (900, 31, True)],
)
def test_only_in_the_last_days_and_only_while_something_is_missing(
    target: int, day: int, *, is_told: bool
) -> None:
    now = start_of(dt.date(2026, 5, day)) + HOUR

    found = last_days([(at(10), 500)], target=target, closes_at=CLOSES, at=now)

    assert (found is not None) is is_told
