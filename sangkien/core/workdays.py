"""Working days: weekends, public holidays and working days that were swapped."""

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext as _

SATURDAY = 5
OFF, WORKED = "off", "worked"  # the kinds of rows


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """`off` are weekdays on which nobody works, `worked` weekend days that make up for them."""

    off: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()

    def is_working(self, day: dt.date) -> bool:
        if day in self.worked:
            return True
        return day.weekday() < SATURDAY and day not in self.off

    def after(self, day: dt.date, count: int) -> dt.date:
        """The last day of a term of so many working days; the first day does not count.

        Civil Code art. 147: a term in days begins on the day after the event.
        """
        while count > 0:
            day += dt.timedelta(days=1)
            count -= self.is_working(day)
        return day

    def between(self, first: dt.date, last: dt.date) -> int:
        """Working days after `first` up to and including `last`; negative when it is past."""
        if last < first:
            return -self.between(last, first)
        span = range(1, (last - first).days + 1)
        return sum(self.is_working(first + dt.timedelta(days=step)) for step in span)


@cache
def vietnam() -> Calendar:
    """The working days of Việt Nam, announced each autumn for the year to come: add rows to
    `data/days_off.csv`, with their source.

    A year without rows has its weekends only: a term then ends too early, never too late.
    """
    lines = files("sangkien.core").joinpath("data/days_off.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(lines.splitlines()))
    return Calendar(off=_days(rows, OFF), worked=_days(rows, WORKED))


def _days(rows: list[dict[str, str]], kind: str) -> frozenset[dt.date]:
    return frozenset(dt.date.fromisoformat(row["day"]) for row in rows if row["kind"] == kind)


def clock_words(due_on: dt.date, *, today: dt.date, calendar: Calendar) -> str:
    """ "còn 3 ngày làm việc", "hết hạn hôm nay", "trễ 2 ngày làm việc"."""
    left = calendar.between(today, due_on)
    if today > due_on:
        return _("trễ %(n)d ngày làm việc") % {"n": max(-left, 1)}
    if today == due_on:
        return _("hết hạn hôm nay")
    return _("còn %(n)d ngày làm việc") % {"n": left}
