"""Reading the base salary of a day."""

import datetime as dt
import json
from pathlib import Path

from sangkien.commendation.models import BaseSalary

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "base_salaries.json"


def shipped() -> dict[dt.date, tuple[int, str, bool]]:
    """Those that come with the program, by their first day: amount, basis, whether it was read."""
    return {
        dt.date.fromisoformat(row["since_on"]): (row["vnd"], row["basis"], row["is_verified"])
        for row in json.loads(SHIPPED.read_text(encoding="utf-8"))["rows"]
    }


def salary_on(day: dt.date) -> BaseSalary | None:
    """The one in force on the day of a decision; None before the first one that is known."""
    return BaseSalary.objects.filter(since_on__lte=day).order_by("-since_on").first()
