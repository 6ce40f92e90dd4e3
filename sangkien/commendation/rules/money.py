"""How much goes with an award."""

from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext as _

from sangkien.commendation.enums import MoneyKind
from sangkien.commendation.rules.terms import Money
from sangkien.core import numbers
from sangkien.core.language import in_vietnamese

STEP_VND = 10_000


def amount_of(money: Money, base_salary_vnd: int | None) -> tuple[int, str]:
    """The amount and how it was reckoned; a coefficient is rounded up to 10,000 VND."""
    with in_vietnamese():
        if money.kind == MoneyKind.AMOUNT:
            return money.amount_vnd, _("Mức cố định")
        if money.kind != MoneyKind.COEFFICIENT or not base_salary_vnd:
            return 0, ""
        exact = money.coefficient * base_salary_vnd
        vnd = int((exact / STEP_VND).to_integral_value(ROUND_CEILING)) * STEP_VND
        words = _("%(coefficient)s × mức lương cơ sở %(base)s đồng, làm tròn lên 10.000 đồng") % {
            "coefficient": numbers.written(Decimal(money.coefficient)),
            "base": numbers.thousands(base_salary_vnd),
        }
        return vnd, words
