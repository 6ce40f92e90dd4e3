"""Numbers, money and dates as Vietnamese officers write them. Also plain functions for Python."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.core import numbers, periods

register = template.Library()

NOTHING = "—"
NBSP = numbers.NBSP
BILLION = 1_000_000_000


@register.filter
def number(value: Any) -> str:
    """696948 -> 696.948; Decimal("1234.5") -> 1.234,5."""
    if _is_empty(value):
        return NOTHING
    return (
        numbers.decimal_comma(Decimal(value))
        if not isinstance(value, int)
        else numbers.thousands(value)
    )


@register.filter
def vnd(value: Any) -> str:
    """1234567 -> 1.234.567 ₫."""
    return NOTHING if _is_empty(value) else f"{numbers.thousands(int(value))}{NBSP}₫"


@register.filter
def money(value: Any) -> str | SafeString:
    """33000000000000 -> 33.000 tỷ đồng, with the exact sum behind it; below a billion as `vnd`."""
    if _is_empty(value) or int(value) < BILLION:
        return vnd(value)
    exact = int(value)
    rounded = (Decimal(exact) / BILLION).quantize(Decimal("0.01"), ROUND_HALF_UP)
    words = _("%(billions)s tỷ đồng") % {"billions": numbers.written(rounded)}
    return format_html('<span title="{}">{}</span>', vnd(exact), words.replace(" ", NBSP))


@register.filter
def dong(value: Any) -> str:
    """1234567 -> 1.234.567 đồng: in a sentence, and to read a sum back."""
    return NOTHING if _is_empty(value) else f"{numbers.thousands(int(value))}{NBSP}đồng"


@register.filter
def spoken(value: Any) -> str:
    """12500000 -> mười hai triệu năm trăm nghìn đồng."""
    return NOTHING if _is_empty(value) else f"{numbers.spoken(int(value))} đồng"


@register.filter
def percent(part: Any, whole: Any) -> str:
    """696948 of 1000000 -> 69,7 %.

    Half up; but what is not complete never reads "100 %": 9.999 of 10.000 is 99,9 %.
    """
    if _is_empty(part) or not whole:
        return NOTHING
    return numbers.percent_words(part, whole)


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """22/11/2026."""
    return NOTHING if _is_empty(value) else f"{_local_date(value):%d/%m/%Y}"


@register.filter
def when(value: dt.datetime | None) -> str:
    """14:05 ngày 22/11/2026."""
    if _is_empty(value):
        return NOTHING
    local = _local(value)
    return _("%(time)s ngày %(day)s") % {"time": f"{local:%H:%M}", "day": f"{local:%d/%m/%Y}"}


@register.filter
def deadline(value: dt.datetime | None) -> str:
    """The exclusive end of a window: 24h00 ngày 31/08/2023."""
    return NOTHING if _is_empty(value) else periods.closing_words(_local(value))


@register.filter
def opening(value: dt.datetime | None) -> str:
    """The beginning of a window, in the same hand as its end: 00h00 ngày 01/01/2027."""
    return NOTHING if _is_empty(value) else periods.instant_words(_local(value))


@register.filter
def as_of(value: dt.datetime | None) -> str:
    """tính đến 14:05 22/11/2026."""
    return (
        NOTHING
        if _is_empty(value)
        else _("tính đến %(at)s") % {"at": f"{_local(value):%H:%M %d/%m/%Y}"}
    )


@register.filter
def iso(value: dt.date | dt.datetime) -> str:
    """For the `datetime` attribute of <time>."""
    return value.isoformat()


def _is_empty(value: Any) -> bool:
    return value is None or value == ""


def _local(value: Any) -> dt.datetime:
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        raise ValueError(f"an aware datetime is needed, not {value!r}")
    return value.astimezone(periods.VIETNAM)


def _local_date(value: Any) -> dt.date:
    return _local(value).date() if isinstance(value, dt.datetime) else value
