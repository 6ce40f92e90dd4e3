from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core import numbers


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234", "1234"),
        ("1\u00a0234\u202f567", "1234567"),
        ("1.000", "1000"),
        ("85,5", "85.5"),
        ("85.5", "85.5"),
        ("0,250", "0.250"),
        ("0", "0"),
        ("  12  ", "12"),
        ("999999999999999999", "999999999999999999"),
    ],
)
def test_a_number_is_understood_as_people_type_it(typed: str, value: str) -> None:
    assert numbers.parse_decimal(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "abc", "-5", "+5", "1e5", "NaN", "Infinity", "1.23.4", "1,2,3", "12 34", "١٢", "½"),
        *("1.234.5", "1.234,5,6", "1" * 19, "9" * 400, "12%", "1_000", "0x10"),
    ],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert numbers.parse_decimal(typed) is None


@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_what_we_write_can_be_typed_back(value: int) -> None:
    assert numbers.parse_decimal(numbers.thousands(value)) == value
    assert numbers.parse_decimal(str(value)) == value


@given(st.decimals(min_value=0, max_value=10**10, places=2))
def test_a_decimal_can_be_typed_back(value: Decimal) -> None:
    assert numbers.parse_decimal(numbers.decimal_comma(value)) == value
    assert numbers.parse_decimal(numbers.written(value)) == value


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_nothing(typed: str) -> None:
    value = numbers.parse_decimal(typed)

    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12.500.000", 12_500_000),
        ("12.500.000 đ", 12_500_000),
        ("12500000đồng", 12_500_000),
        ("12,500,000 VND", 12_500_000),
        ("1.234,5", 1_235),
        ("1.234,4 ₫", 1_234),
        ("0", 0),
        ("12 triệu", 12_000_000),
        ("12tr", 12_000_000),
        ("12 TRIỆU đồng", 12_000_000),
        ("1.5 tỷ", 1_500_000_000),
        ("1,5 triệu", 1_500_000),
        ("1.500 triệu", 1_500_000_000),
        ("500k", 500_000),
        ("500 nghìn", 500_000),
        ("500 ngàn đ", 500_000),
        ("12 triệu 500 nghìn", 12_500_000),
        ("1 tỉ 200tr", 1_200_000_000),
        ("1tr5", 1_500_000),
        ("1tr250", 1_250_000),
        ("1 triệu rưỡi", 1_500_000),
    ],
)
def test_money_is_whole_dong(typed: str, amount: int) -> None:
    assert numbers.parse_vnd(typed) == amount


@pytest.mark.parametrize(
    "typed",
    [
        *("khoảng 5 triệu", "-5 đ", "đ", "triệu", "1e9", "12 m", "1 tỷ tỷ", "1.5.5 tr"),
        *("12 triệu 13 triệu", "1 nghìn 5 tỷ", "1 tỷ 2000 triệu", "năm triệu", "9" * 30 + " tỷ"),
    ],
)
def test_money_in_words_is_refused(typed: str) -> None:
    assert numbers.parse_vnd(typed) is None


@pytest.mark.parametrize(
    ("typed", "is_open"),
    [
        *(("12.5", True), ("12,5", True), ("0,250", True), ("999.99", True)),
        *(
            ("12.500", False),
            ("1.234,5", False),
            ("1234,5", False),
            ("12", False),
            ("12,5 tr", False),
        ),
        *(("abc", False), ("", False)),
    ],
)
def test_a_broken_sum_below_a_thousand_is_asked_about(typed: str, *, is_open: bool) -> None:
    assert numbers.lacks_unit(typed) is is_open


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (105, "một trăm linh năm"),
        (1_005, "một nghìn không trăm linh năm"),
        (12_500_000, "mười hai triệu năm trăm nghìn"),
        (1_500_000_000, "một tỷ năm trăm triệu"),
        (33_000_000_000_000, "ba mươi ba nghìn tỷ"),
        (10**15, "một triệu tỷ"),
        (2_000_000_000_001, "hai nghìn tỷ không trăm linh một"),
    ],
)
def test_a_sum_is_written_out(value: int, words: str) -> None:
    assert numbers.spoken(value) == words


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (696_948, 300_000, "232.3"),
        (696_948, 1_000_000, "69.7"),
        (396_948, 300_000, "132.3"),
        (2_769, 3_000, "92.3"),
        (8_871, 2_500, "354.8"),
        (250_177, 290_311, "86.2"),
        (237, 223, "106.3"),
        (30, 30, "100.0"),
        (59, 82, "72.0"),
        (14, 82, "17.1"),
        (0, 7, "0.0"),
    ],
)
def test_published_percentages_come_out(part: int, whole: int, percent: str) -> None:
    assert numbers.ratio_percent(part, whole) == Decimal(percent)


def test_a_percentage_can_be_cut_instead_of_rounded() -> None:
    assert numbers.ratio_percent(696_948, 1_000_000, truncate=True) == Decimal("69.6")


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_rounded_percentage_is_at_most_half_a_step_away(part: int, whole: int) -> None:
    shown = numbers.ratio_percent(part, whole)

    assert abs(shown * whole - part * 100) * 20 <= whole


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("850.00", "850"),
        ("85.50", "85,5"),
        ("1085.05", "1.085,05"),
        ("100", "100"),
        ("0.10", "0,1"),
    ],
)
def test_a_stored_decimal_is_written_without_idle_zeros(value: str, words: str) -> None:
    assert numbers.written(Decimal(value)) == words
