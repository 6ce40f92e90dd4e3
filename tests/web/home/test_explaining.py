"""What `/cach-tinh/` tells the reader is what the code does."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from sangkien.agreements.enums import TargetKind
from sangkien.core import periods
from sangkien.progress import rules
from sangkien.web.shared.templatetags import vi
from tests.web.scene import text_of


@pytest.fixture
def said_there(db: None, client: Client) -> str:
    return text_of(client.get("/cach-tinh/"))


def test_targets_by_share_are_rounded_up_as_it_says(said_there: str) -> None:
    needed = rules.needed(TargetKind.RATE, Decimal("9.9"), size=100)

    assert f"9,9 sáng kiến thì đến sáng kiến thứ {needed} mới đạt" in said_there
    assert needed == 10


def test_the_pace_is_rounded_down_and_ends_with_the_period_as_it_says(said_there: str) -> None:
    opens_at, closes_at = (
        periods.start_of(dt.date(2026, 5, 1)),
        periods.end_of(dt.date(2026, 5, 31)),
    )
    window = {"opens_at": opens_at, "closes_at": closes_at}

    assert "làm tròn xuống, để không đơn vị nào bị coi là chậm" in said_there
    assert rules.expected(1, at=closes_at - dt.timedelta(seconds=1), **window) == 0
    assert rules.expected(1, at=closes_at, **window) is None


def test_days_are_counted_as_it_says(said_there: str) -> None:
    last = dt.date(2023, 8, 31)
    early = [
        periods.days_early(day, last) for day in (dt.date(2022, 10, 3), last, dt.date(2023, 9, 2))
    ]

    assert early == [332, 0, -2]
    assert periods.days_inclusive(dt.date(2022, 5, 13), dt.date(2022, 5, 31)) == 19
    for said in ("sớm 332 ngày", "sớm 0 ngày", "muộn 2 ngày", "là 19 ngày"):
        assert said in said_there


def test_what_is_not_complete_is_never_called_complete_as_it_says(said_there: str) -> None:
    assert "chưa đủ chỉ tiêu thì không bao giờ ghi 100 %" in said_there
    assert vi.percent(99_999, 100_000) == f"99,9{vi.NBSP}%"


def test_a_grassroots_union_that_ended_leaves_the_coverage_as_it_says(said_there: str) -> None:
    """That it does is shown in tests/progress."""
    assert "ra khỏi độ bao phủ, cả ở tử số lẫn mẫu số" in said_there
