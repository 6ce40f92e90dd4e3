"""Instants, days and half-open windows in Vietnamese time.

A window is [opens_at, closes_at): "đến 24h00 ngày 31/8" is stored as 00:00 on 1 September.
"""

import datetime as dt
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_MONTH_WITHOUT_ZERO = 3


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
    if local.time() == dt.time():
        return f"24h00 ngày {local - dt.timedelta(days=1):%d/%m/%Y}"
    return f"{local:%Hh%M} ngày {local:%d/%m/%Y}"


def closing_time(closes_at: dt.datetime) -> str:
    """ "24h00" for midnight, else "17h30"; goes with `last_day`."""
    local = closes_at.astimezone(VIETNAM)
    return "24h00" if local.time() == dt.time() else f"{local:%Hh%M}"


def written_day(on: dt.date) -> str:
    """Decree 30/2020: days below 10 and the months 1 and 2 take a leading zero."""
    month = f"{on.month:02}" if on.month < FIRST_MONTH_WITHOUT_ZERO else f"{on.month}"
    return f"{on.day:02}/{month}/{on.year}"


def deadline_words(closes_at: dt.datetime) -> str:
    """ "24h00 ngày 31/8/2023", as documents and posters write it."""
    return f"{closing_time(closes_at)} ngày {written_day(last_day(closes_at))}"


def instant_words(instant: dt.datetime) -> str:
    """ "08h00 ngày 08/01/2022"."""
    local = instant.astimezone(VIETNAM)
    return f"{local:%Hh%M} ngày {local:%d/%m/%Y}"
