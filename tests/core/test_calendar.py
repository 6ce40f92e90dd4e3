import csv
import datetime as dt
from importlib.resources import files

import pytest

from sangkien.core.workdays import clock_words, vietnam


def rows() -> list[dict[str, str]]:
    text = files("sangkien.core").joinpath("data/days_off.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_every_row_is_a_day_with_a_source_and_fits_its_kind() -> None:
    for row in rows():
        weekend = dt.date.fromisoformat(row["day"]).weekday() >= 5
        assert weekend == (row["kind"] == "worked"), row
        assert row["source"]
        assert row["certain"] in ("yes", "to_verify")
    days = [row["day"] for row in rows()]
    assert days == sorted(set(days))


def test_every_swapped_day_is_made_up_for() -> None:
    swapped = [row for row in rows() if row["name"].startswith("Hoán đổi")]
    made_up = [row for row in rows() if row["kind"] == "worked"]

    assert len(swapped) == len(made_up) == 3


@pytest.mark.parametrize(
    ("asked", "count", "due"),
    [
        # Tết Bính Ngọ: nobody works from Saturday 14 to Sunday 22 February 2026.
        ("2026-02-12", 2, "2026-02-23"),
        ("2026-02-13", 10, "2026-03-06"),
        ("2026-02-13", 20, "2026-03-20"),
        ("2026-02-18", 2, "2026-02-24"),
        # Tết Đinh Mùi 2027: 5 to 11 February.
        ("2027-02-04", 2, "2027-02-15"),
        # A Saturday that is worked counts, the Friday it makes up for does not.
        ("2026-01-09", 1, "2026-01-10"),
        ("2025-12-31", 2, "2026-01-06"),
        ("2025-04-25", 3, "2025-04-29"),
        # 30 April and 1 May, after the King's day made up for on Monday 27 April.
        ("2026-04-24", 2, "2026-04-29"),
        ("2026-04-29", 1, "2026-05-04"),
    ],
)
def test_terms_go_over_the_holidays(asked: str, count: int, due: str) -> None:
    day = dt.date.fromisoformat

    assert vietnam().after(day(asked), count) == day(due)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2026-02-13", "còn 1 ngày làm việc"),
        ("2026-02-23", "hết hạn hôm nay"),
        ("2026-02-24", "trễ 1 ngày làm việc"),
        ("2026-02-28", "trễ 4 ngày làm việc"),
    ],
)
def test_the_clock_speaks_of_working_days(today: str, words: str) -> None:
    due = dt.date(2026, 2, 23)

    assert clock_words(due, today=dt.date.fromisoformat(today), calendar=vietnam()) == words
