"""What is said about the end of a period: cautious, never below what is there, and explained."""

import datetime as dt
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.periods import end_of, start_of
from sangkien.progress.forecasts import Forecast, NoForecast, forecast
from sangkien.progress.rules import arrived

FIRST, LAST = dt.date(2026, 5, 1), dt.date(2026, 5, 31)
OPENS, CLOSES = start_of(FIRST), end_of(LAST)
DAY = dt.timedelta(days=1)

daily = st.lists(st.integers(0, 400), min_size=3, max_size=29)
history = daily.filter(lambda new: sum(new) >= 10 and sum(new[-7:]) > 0)


def story(new: list[int], *, target: int | None = None) -> Forecast | NoForecast:
    """`new[0]` on the first day and so on; asked at noon of the day after the last one."""
    values = [(OPENS + (n + 1) * DAY, total) for n, total in enumerate(accumulate(new))]
    at = OPENS + len(new) * DAY + DAY / 2
    return forecast(values, opens_at=OPENS, closes_at=CLOSES, at=at, target=target)


def told(new: list[int], *, target: int | None = None) -> Forecast:
    found = story(new, target=target)
    assert isinstance(found, Forecast)
    return found


def by_profile(total: int, days: int) -> list[int]:
    marks = [int(total * arrived(OPENS, CLOSES, at=OPENS + n * DAY)) for n in range(days + 1)]
    return [after - before for before, after in pairwise(marks)]


@pytest.mark.parametrize("days", [4, 10, 15, 16, 20, 28])
def test_who_keeps_to_the_profile_is_foretold_the_total(days: int) -> None:
    found = told(by_profile(20_000, days))

    # Asked at noon, and nothing of the day that runs is there yet.
    assert 0.94 < found.expected / 20_000 <= 1.01
    assert found.low < 20_000 <= found.high


def test_words_an_officer_can_say() -> None:
    found = told(by_profile(2_400, 24), target=2_350)

    assert (found.low, found.expected, found.high) == (2_150, 2_337, 2_550)
    assert found.days == 7
    assert (found.is_likely, found.is_unlikely) == (False, False)


def test_day_of_reaching_follows_the_rush_profile() -> None:
    assert told(by_profile(4_000, 20), target=2_000).reached_on == dt.date(2026, 5, 22)
    assert told(by_profile(4_000, 20), target=9_000).reached_on is None
    assert told(by_profile(4_000, 20), target=500).reached_on is None  # it is there already


def test_who_is_nearly_there_is_told_so() -> None:
    assert told(by_profile(4_000, 24), target=2_600).is_likely
    assert told(by_profile(4_000, 24), target=9_000).is_unlikely


def test_no_forecast_in_the_first_days() -> None:
    assert story([90, 120]) == NoForecast.TOO_EARLY
    assert isinstance(story([90, 120, 80]), Forecast)


def test_no_forecast_of_a_handful() -> None:
    assert story([2, 3, 4]) == NoForecast.TOO_FEW
    assert story([0, 0, 0, 0]) == NoForecast.TOO_FEW


def test_no_forecast_while_nothing_moves() -> None:
    assert story([90, *[0] * 7]) == NoForecast.STANDS_STILL
    assert story([90, 20, 0, -4, 0, 0, -16]) != NoForecast.STANDS_STILL
    assert story([90, 20, *[0] * 6, -16]) == NoForecast.STANDS_STILL


@pytest.mark.parametrize("at", [OPENS - DAY, CLOSES, CLOSES + DAY])
def test_no_forecast_outside_of_the_window(at: dt.datetime) -> None:
    values = [(OPENS + DAY, 50), (OPENS + 5 * DAY, 90)]

    assert forecast(values, opens_at=OPENS, closes_at=CLOSES, at=at) == NoForecast.NOT_OPEN


def test_without_any_reading_there_is_none() -> None:
    at = OPENS + 9 * DAY

    assert forecast([], opens_at=OPENS, closes_at=CLOSES, at=at) == NoForecast.TOO_FEW


def test_what_was_there_before_readings_did_not_come_in_the_week() -> None:
    """500 were there when readings began on 10 May: the pace is that of the days since."""
    begun = OPENS + 10 * DAY
    values = [(begun, 500), (begun + DAY, 510), (begun + 2 * DAY, 520), (begun + 3 * DAY, 530)]
    early = begun + 2.5 * DAY

    assert (
        forecast(values[:3], opens_at=OPENS, closes_at=CLOSES, at=early, since=begun)
        == NoForecast.TOO_EARLY
    )
    found = forecast(values, opens_at=OPENS, closes_at=CLOSES, at=begun + 3.5 * DAY, since=begun)
    assert isinstance(found, Forecast)
    assert found.days == 3
    assert found.expected < 1_500


@given(history)
def test_never_below_what_is_there_and_the_interval_holds_the_expected(new: list[int]) -> None:
    found = told(new)

    assert sum(new) <= found.low <= found.expected <= found.high


@given(history, st.integers(0, 28), st.integers(1, 200))
def test_more_on_any_day_never_foretells_less(new: list[int], place: int, more: int) -> None:
    richer = list(new)
    richer[place % len(new)] += more

    assert told(richer).expected >= told(new).expected


@given(history, st.integers(1, 60_000), st.integers(1, 500))
def test_a_higher_target_is_not_reached_earlier(new: list[int], target: int, more: int) -> None:
    near, far = told(new, target=target), told(new, target=target + more)

    if far.reached_on is not None and near.reached_on is not None:
        assert near.reached_on <= far.reached_on
    if near.reached_on is None and sum(new) < target:
        assert far.reached_on is None
    for found in (near, far):
        assert found.reached_on is None or FIRST <= found.reached_on <= LAST


@given(history, st.integers(2, 9))
def test_a_unit_that_sends_so_many_times_as_much_ends_with_so_many_times_as_much(
    new: list[int], times: int
) -> None:
    assert told([count * times for count in new]).expected == pytest.approx(
        told(new).expected * times, abs=times
    )
