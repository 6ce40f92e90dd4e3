"""The base salary that money is reckoned from."""

import datetime as dt

from sangkien.commendation.models import BaseSalary


def base_salary(*, on: dt.date) -> BaseSalary | None:
    """ "Mức lương cơ sở" in force on a day."""
    return BaseSalary.objects.filter(since_on__lte=on).order_by("-since_on").first()
