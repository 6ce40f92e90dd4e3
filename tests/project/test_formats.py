"""Dates and numbers as officers write them."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.utils import formats, translation


@pytest.mark.parametrize("typed", ["21/11/2026", "21-11-2026", "21.11.2026", "2026-11-21"])
def test_usual_ways_to_write_a_day_are_understood(typed: str) -> None:
    assert forms.DateField().clean(typed) == dt.date(2026, 11, 21)


@pytest.mark.parametrize("typed", ["31/02/2026", "11/21/2026", "00/01/2026", "1/1/99999"])
def test_days_that_do_not_exist_are_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean(typed)


def test_numbers_and_days_are_shown_the_vietnamese_way() -> None:
    assert formats.localize(1_234_567) == "1.234.567"
    assert formats.localize(Decimal("69.7")) == "69,7"
    assert formats.date_format(dt.date(2023, 8, 31)) == "31/08/2023"


def test_english_keeps_the_day_first() -> None:
    with translation.override("en"):
        assert formats.date_format(dt.date(2023, 8, 31)) == "31/08/2023"
        assert formats.localize(1_234_567) == "1,234,567"
