"""Numbers and times of day as officers type them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from sangkien.web.shared.forms import DAY, ClockField, CountField, NumberField


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("0:00", 0),
        ("8:00", 480),
        ("08h05", 485),
        ("17 giờ 30", 1050),
        ("17g30", 1050),
        ("23.55", 1435),
        ("8h", 480),
        ("8 giờ", 480),
        ("24:00", DAY),
        ("24H00", DAY),
    ],
)
def test_a_time_of_day_is_understood(typed: str, minutes: int) -> None:
    assert ClockField().clean(typed) == minutes


@pytest.mark.parametrize(
    "typed", ["24:01", "25:00", "8:60", "-1:00", "8h5", "800", "sáng", "٨:00", "9" * 400, "8::00"]
)
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="Giờ chưa đúng"):
        ClockField().clean(typed)


@given(st.integers(0, DAY))
def test_a_time_that_is_shown_can_be_typed_back(minutes: int) -> None:
    assert ClockField().clean(ClockField().prepare_value(minutes)) == minutes


@pytest.mark.parametrize(
    ("typed", "value"), [("1.000", "1000"), ("85,5", "85.5"), ("1.085,25", "1085.25"), ("0", "0")]
)
def test_a_number_is_understood(typed: str, value: str) -> None:
    assert NumberField().clean(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["-1", "1e9", "NaN", "abc", "9" * 61, "1.2.3"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="Số chưa đúng"):
        NumberField().clean(typed)
    with pytest.raises(ValidationError, match="Số chưa đúng"):
        CountField().clean(typed)


def test_people_and_initiatives_come_whole() -> None:
    assert CountField().clean("1.250") == 1250
    with pytest.raises(ValidationError, match="số nguyên"):
        CountField().clean("85,5")


@given(st.integers(0, 10**9))
def test_a_count_that_is_shown_can_be_typed_back(count: int) -> None:
    assert CountField().clean(CountField().prepare_value(count)) == count


def test_nothing_typed_is_nothing() -> None:
    for field in (CountField(required=False), NumberField(required=False)):
        assert field.clean("  ") is None
