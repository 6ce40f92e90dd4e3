"""Reading the base salary of a day."""

import datetime as dt

from sangkien.commendation.models import BaseSalary


def salary_on(day: dt.date) -> BaseSalary | None:
    """The one in force on the day of a decision; None before the first one that is known."""
    return BaseSalary.objects.filter(since_on__lte=day).order_by("-since_on").first()
