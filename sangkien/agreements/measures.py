"""What a target aims at, as plain values, and how it is written. Pure: no rows, no clock."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext as _

from sangkien.agreements.enums import Denominator, PracticeBase, TargetBase, TargetKind
from sangkien.core import numbers, periods

ALL_PERCENT = 100


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is aimed at. `value` is a number of initiatives for COUNT, percent of the CĐCS for
    COVERAGE and EACH, initiatives per 100 people for RATE, percent of `of` for PERCENT, the lower
    end for RANGE (`most` is the upper one), 1 for DONE_BY, else a number of `measure`.

    EACH asks for at least `each` of `subject` in every CĐCS, of initiatives where it is empty; with
    `practices` those of the register of good practices count.
    """

    kind: TargetKind
    value: Decimal
    base: TargetBase | None = None
    denominator: Denominator | None = None
    most: Decimal | None = None
    each: Decimal | None = None
    subject: str = ""
    measure: str = ""
    of: str = ""
    due_on: dt.date | None = None
    weight: Decimal | None = None
    counted: str = ""
    practices: PracticeBase | None = None


@dataclass(frozen=True, kw_only=True)
class Span:
    """From a day to a day, outside of all programmes."""

    since: dt.date
    until: dt.date

    @property
    def opens_at(self) -> dt.datetime:
        return periods.start_of(self.since)

    @property
    def closes_at(self) -> dt.datetime:
        return periods.end_of(self.until)


class Named(Protocol):
    """A period of a programme."""

    @property
    def name(self) -> str: ...

    @property
    def opens_at(self) -> dt.datetime: ...

    @property
    def closes_at(self) -> dt.datetime: ...


def days_of(period: Named) -> Span:
    """Its first and its last day."""
    return Span(since=periods.local_day(period.opens_at), until=periods.last_day(period.closes_at))


def time_words(when: Named | Span) -> str:
    if isinstance(when, Span):
        return f"{when.since:%d/%m/%Y}–{when.until:%d/%m/%Y}"
    return when.name


def words(aim: Measure) -> str:
    """The number with its unit, as officers write it."""
    write = _WRITERS.get(aim.kind)
    return write(aim) if write else f"{numbers.written(aim.value)} {aim.measure}".rstrip()


def _rate(aim: Measure) -> str:
    people = str(Denominator(aim.denominator).label) if aim.denominator else ""
    said = {"number": numbers.written(aim.value), "people": people}
    return _("%(number)s trên 100 %(people)s") % said


def _range(aim: Measure) -> str:
    ends = f"{numbers.written(aim.value)}–{numbers.written(aim.most or aim.value)}"
    return f"{ends} {aim.measure}".rstrip()


def _each(aim: Measure) -> str:
    unit = aim.measure or (_("sáng kiến") if aim.base else "")
    least = f"{numbers.written(aim.each or Decimal(1))} {unit}".rstrip()
    if aim.value == ALL_PERCENT:
        return _("mỗi CĐCS ít nhất %(least)s") % {"least": least}
    share = {"number": numbers.written(aim.value), "least": least}
    return _("%(number)s %% CĐCS, mỗi nơi ít nhất %(least)s") % share


def _day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


_WRITERS: dict[TargetKind, Callable[[Measure], str]] = {
    TargetKind.COUNT: lambda aim: numbers.written(aim.value),
    TargetKind.COVERAGE: lambda aim: (
        _("%(number)s %% CĐCS") % {"number": numbers.written(aim.value)}
    ),
    TargetKind.RATE: _rate,
    TargetKind.EACH: _each,
    TargetKind.PERCENT: lambda aim: f"{numbers.written(aim.value)} % {aim.of}",
    TargetKind.DONE_BY: lambda aim: _("xong đến hết ngày %(day)s") % {"day": _day(aim.due_on)},
    TargetKind.RANGE: _range,
}
