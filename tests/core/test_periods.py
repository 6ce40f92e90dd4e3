import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core import periods

DAYS = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2090, 12, 31))


def test_midnight_closes_the_day_before() -> None:
    closes_at = periods.end_of(dt.date(2023, 8, 31))

    assert closes_at == dt.datetime(2023, 9, 1, tzinfo=periods.VIETNAM)
    assert periods.closing_words(closes_at) == "24h00 ngày 31/08/2023"
    assert periods.last_day(closes_at) == dt.date(2023, 8, 31)


def test_another_closing_time_is_named_on_its_own_day() -> None:
    closes_at = dt.datetime(2021, 4, 20, 23, 55, tzinfo=periods.VIETNAM)

    assert periods.closing_words(closes_at) == "23h55 ngày 20/04/2021"
    assert periods.last_day(closes_at) == dt.date(2021, 4, 20)


def test_words_are_in_vietnamese_time_whatever_the_instant_came_in() -> None:
    instant = dt.datetime(2022, 1, 8, 1, 0, tzinfo=dt.UTC)

    assert periods.instant_words(instant) == "08h00 ngày 08/01/2022"
    assert periods.local_day(dt.datetime(2022, 1, 7, 17, 0, tzinfo=dt.UTC)) == dt.date(2022, 1, 8)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (dt.date(2022, 5, 13), dt.date(2022, 5, 31), 19),
        (dt.date(2021, 3, 10), dt.date(2021, 4, 20), 42),
        (dt.date(2026, 1, 1), dt.date(2026, 1, 1), 1),
    ],
)
def test_both_ends_of_a_campaign_count(first: dt.date, last: dt.date, days: int) -> None:
    assert periods.days_inclusive(first, last) == days


def test_one_million_was_reached_332_days_early() -> None:
    assert periods.days_early(dt.date(2022, 10, 3), dt.date(2023, 8, 31)) == 332
    assert periods.days_early(dt.date(2022, 5, 11), dt.date(2022, 5, 31)) == 20


@given(DAYS)
def test_a_day_is_a_half_open_window(day: dt.date) -> None:
    opens_at, closes_at = periods.start_of(day), periods.end_of(day)

    assert periods.local_day(opens_at) == day
    assert periods.last_day(closes_at) == day
    assert periods.local_day(closes_at) == day + dt.timedelta(days=1)
