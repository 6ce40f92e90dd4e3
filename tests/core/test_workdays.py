import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.workdays import Calendar

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31))
MONDAY = dt.date(2024, 1, 1)


def days(weekdays: st.SearchStrategy[int]) -> st.SearchStrategy[dt.date]:
    return st.builds(
        lambda week, day: MONDAY + dt.timedelta(days=7 * week + day), st.integers(0, 360), weekdays
    )


WEEKDAY, WEEKEND = days(st.integers(0, 4)), days(st.integers(5, 6))
CALENDARS = st.builds(
    Calendar, off=st.frozensets(WEEKDAY, max_size=40), worked=st.frozensets(WEEKEND, max_size=20)
)


@given(calendar=CALENDARS, day=DAYS, count=st.integers(1, 30))
def test_a_term_ends_on_a_working_day_and_holds_so_many(
    calendar: Calendar, day: dt.date, count: int
) -> None:
    end = calendar.after(day, count)

    assert calendar.is_working(end)
    assert calendar.between(day, end) == count


@given(calendar=CALENDARS, day=DAYS, first=st.integers(0, 15), then=st.integers(0, 15))
def test_terms_add_up(calendar: Calendar, day: dt.date, first: int, then: int) -> None:
    assert calendar.after(calendar.after(day, first), then) == calendar.after(day, first + then)


@given(calendar=CALENDARS, day=DAYS, later=st.integers(0, 60), count=st.integers(1, 20))
def test_who_asks_later_is_never_answered_earlier(
    calendar: Calendar, day: dt.date, later: int, count: int
) -> None:
    other = day + dt.timedelta(days=later)

    assert calendar.after(day, count) <= calendar.after(other, count)


@given(calendar=CALENDARS, one=DAYS, other=DAYS)
def test_days_between_have_a_direction(calendar: Calendar, one: dt.date, other: dt.date) -> None:
    assert calendar.between(one, other) == -calendar.between(other, one)


def test_a_friday_is_followed_by_monday() -> None:
    assert Calendar().after(dt.date(2026, 5, 22), 1) == dt.date(2026, 5, 25)
    assert Calendar().after(dt.date(2026, 5, 23), 1) == dt.date(2026, 5, 25)
    assert Calendar().after(dt.date(2026, 5, 22), 0) == dt.date(2026, 5, 22)
