"""When snapshots are due and how long they stay."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.periods import VIETNAM
from sangkien.reports import rules

OPENS = dt.datetime(2022, 1, 8, tzinfo=VIETNAM)
CLOSES = dt.datetime(2022, 6, 1, tzinfo=VIETNAM)
YEAR = 365 * 24 * 60
MOMENTS = st.integers(-7 * 24 * 60, YEAR).map(lambda minutes: OPENS + dt.timedelta(minutes=minutes))


def slot(at: dt.datetime) -> dt.datetime | None:
    return rules.due_slot(opens_at=OPENS, closes_at=CLOSES, at=at)


def test_daily_hourly_and_at_the_close() -> None:
    early, late = dt.datetime(2022, 5, 12, 13, 30, tzinfo=VIETNAM), CLOSES - dt.timedelta(minutes=5)

    assert slot(early) == early.replace(hour=0, minute=0)
    assert slot(late) == dt.datetime(2022, 5, 31, 23, tzinfo=VIETNAM)
    assert slot(CLOSES + dt.timedelta(hours=2)) == CLOSES
    assert slot(CLOSES + rules.LATE) is None
    assert slot(OPENS + dt.timedelta(hours=3)) is None  # nothing to keep of the moment it opened


@given(MOMENTS)
def test_a_slot_is_never_to_come_nor_outside_of_the_period(at: dt.datetime) -> None:
    found = slot(at)

    assert found is None or OPENS < found <= min(at, CLOSES)


@given(MOMENTS, st.integers(0, 1_000), st.integers(0, 1_000))
def test_what_was_let_go_of_does_not_come_back(at: dt.datetime, age: int, more: int) -> None:
    """Kept later means kept earlier."""
    found = slot(at)
    if found is None:
        return
    sooner = found + dt.timedelta(days=age)
    later = sooner + dt.timedelta(days=more)

    kept_later = rules.is_kept(found, closes_at=CLOSES, at=later)

    assert not kept_later or rules.is_kept(found, closes_at=CLOSES, at=sooner)


@given(MOMENTS)
def test_the_close_is_kept_for_ever(at: dt.datetime) -> None:
    assert rules.is_kept(CLOSES, closes_at=CLOSES, at=CLOSES + dt.timedelta(days=9_000))
