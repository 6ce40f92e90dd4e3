"""Instants, days and half-open windows in Vietnamese time.

A window is [opens_at, closes_at): "đến 24h00 ngày 31/08" is stored as 00:00 on 1 September.
"""

import calendar
import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def start_of(day: dt.date) -> dt.datetime:
    """00:00 of a calendar day in Việt Nam."""
    return dt.datetime.combine(day, dt.time(), tzinfo=VIETNAM)


def end_of(day: dt.date) -> dt.datetime:
    """24h00 of a calendar day: the first instant that no longer belongs to it."""
    return start_of(day + dt.timedelta(days=1))


def local_day(instant: dt.datetime) -> dt.date:
    """The calendar day on which an instant falls in Việt Nam."""
    return instant.astimezone(VIETNAM).date()


def last_day(closes_at: dt.datetime) -> dt.date:
    """The last calendar day inside a window that ends (exclusive) at `closes_at`."""
    return local_day(closes_at - dt.timedelta(microseconds=1))


def days_inclusive(first: dt.date, last: dt.date) -> int:
    """13/05 to 31/05 is 19 days: both ends count."""
    return (last - first).days + 1


def days_early(reached_on: dt.date, last: dt.date) -> int:
    """How many days before the last day a target was reached (exclusive counting).

    1,000,000 reached on 03/10/2022 with the last day 31/08/2023 is 332 days early.
    """
    return (last - reached_on).days


def closing_words(closes_at: dt.datetime) -> str:
    """An exclusive end as officers write it: "24h00 ngày 31/08/2023", else "17h30 ngày ..."."""
    local = closes_at.astimezone(VIETNAM)
    time = "24h00" if local.time() == dt.time() else f"{local:%Hh%M}"
    return _words(time, last_day(local))


def instant_words(instant: dt.datetime) -> str:
    """ "08h00 ngày 08/01/2022"."""
    local = instant.astimezone(VIETNAM)
    return _words(f"{local:%Hh%M}", local.date())


def _words(time: str, day: dt.date) -> str:
    return _("%(time)s ngày %(day)s") % {"time": time, "day": f"{day:%d/%m/%Y}"}


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of another month, or its last one: 31/08 and six months is 28/02."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, longest))
