"""Numbers, money and dates as Vietnamese officers write them. Also plain functions for Python."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from sangkien.core import numbers, periods

register = template.Library()

NOTHING = "—"
NBSP = "\u00a0"
COMPLETE = 100


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
def percent(part: Any, whole: Any) -> str:
    """696948 of 1000000 -> 69,7 %.

    Half up; but what is not complete never reads "100 %": 9.999 of 10.000 is 99,9 %.
    """
    if _is_empty(part) or not whole:
        return NOTHING
    ratio = numbers.ratio_percent(part, whole)
    if part < whole and ratio >= COMPLETE:
        ratio = numbers.ratio_percent(part, whole, truncate=True)
    if part * 100 % whole == 0:
        ratio = ratio.quantize(Decimal(1))
    return f"{numbers.decimal_comma(ratio)}{NBSP}%"


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
    """The exclusive end of a window as the documents write it: 24h00 ngày 31/8/2023."""
    if _is_empty(value):
        return NOTHING
    local = _local(value)
    return _("%(time)s ngày %(day)s") % {
        "time": periods.closing_time(local),
        "day": periods.written_day(periods.last_day(local)),
    }


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
