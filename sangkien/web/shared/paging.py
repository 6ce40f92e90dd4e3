"""Where a page of a list begins, from the address bar: nonsense is the first page."""

import datetime as dt
import re

NUMBER = re.compile(r"[0-9]{1,18}")
DATED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9]{1,18})")


def number(typed: str | None) -> int | None:
    """The number of a row."""
    return int(typed) if typed and NUMBER.fullmatch(typed) else None


def dated(typed: str | None) -> tuple[dt.date, int] | None:
    """ "2026-11-24.17": the day and the number of a row in a list that is ordered by both."""
    found = DATED.fullmatch(typed or "")
    if found is None:
        return None
    try:
        return dt.date.fromisoformat(found[1]), int(found[2])
    except ValueError:
        return None
