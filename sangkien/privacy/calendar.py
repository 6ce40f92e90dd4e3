"""The working days of Việt Nam, from `data/days_off.csv`."""

import csv
import datetime as dt
from functools import cache
from importlib.resources import files

from sangkien.core.workdays import Calendar

OFF, WORKED = "off", "worked"


@cache
def vietnam() -> Calendar:
    """Announced each autumn for the year to come: add rows to the file, with their source.

    A year without rows has its weekends only: a term then ends too early, never too late.
    """
    lines = files("sangkien.privacy").joinpath("data/days_off.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(lines.splitlines()))
    return Calendar(off=_days(rows, OFF), worked=_days(rows, WORKED))


def _days(rows: list[dict[str, str]], kind: str) -> frozenset[dt.date]:
    return frozenset(dt.date.fromisoformat(row["day"]) for row in rows if row["kind"] == kind)
