"""How much money goes with an award: whole VND, reckoned exactly, said in words."""

from datetime import date
from fractions import Fraction
from math import ceil

from django.utils.translation import gettext as _

from sangkien.commendation.enums import MoneyKind
from sangkien.commendation.rules.terms import Money
from sangkien.core import numbers
from sangkien.core.language import in_vietnamese

STEP_VND = 10_000  # the product is rounded up to whole steps


def raised(exact: Fraction) -> int:
    """Up to the next 10,000 VND; what is whole already stays."""
    return ceil(exact / STEP_VND) * STEP_VND


def amount_of(
    money: Money,
    base_salary_vnd: int | None,
    *,
    since_on: date | None = None,
    is_verified: bool = True,
) -> tuple[int, str]:
    """The amount and how it was reckoned, as it is kept; 0 and "" where there is none to reckon.

    `base_salary_vnd` is that of the day of the decision, in force from `since_on` on.
    """
    with in_vietnamese():
        if money.kind == MoneyKind.AMOUNT:
            return money.amount_vnd, _("Mức cố định")
        if money.kind != MoneyKind.COEFFICIENT or not base_salary_vnd:
            return 0, ""
        exact = Fraction(money.coefficient) * base_salary_vnd
        vnd = raised(exact)
        words = _("%(coefficient)s × %(base)s = %(product)s đồng") % {
            "coefficient": numbers.written(money.coefficient),
            "base": _base_words(base_salary_vnd, since_on, is_verified=is_verified),
            "product": numbers.thousands(ceil(exact)),
        }
        if vnd == exact:
            return vnd, words
        said = {"words": words, "vnd": numbers.thousands(vnd)}
        return vnd, _("%(words)s, làm tròn lên %(vnd)s đồng") % said


def lacks_base(money: Money, words: str) -> bool:
    """Whether there is money that nobody could reckon: no base salary is known for the day."""
    return money.kind == MoneyKind.COEFFICIENT and not words


def _base_words(vnd: int, since_on: date | None, *, is_verified: bool) -> str:
    words = _("mức lương cơ sở %(vnd)s") % {"vnd": numbers.thousands(vnd)}
    notes = [_("từ %(day)s") % {"day": f"{since_on:%d/%m/%Y}"}] if since_on else []
    if not is_verified:
        notes.append(_("cần kiểm chứng"))
    return f"{words} ({', '.join(notes)})" if notes else words


def in_letters(vnd: int) -> str:
    """ "Bảy trăm mười nghìn đồng"."""
    said = numbers.spoken(vnd)
    return _("%(amount)s đồng") % {"amount": said[:1].upper() + said[1:]}
