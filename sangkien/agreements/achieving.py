"""How far a reported result is towards its target. Pure: no rows, no clock.

"đạt" and "vượt" come from the same exact fraction, rounded half up when shown.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.agreements.enums import TargetKind
from sangkien.agreements.measures import Measure
from sangkien.agreements.rules import SHARES
from sangkien.core import numbers

HUNDRED = 100


@dataclass(frozen=True, kw_only=True)
class Achieved:
    """`percent` of the target, None where a percentage means nothing: a share has its own one
    (`share`), and what is to be done by a day is done or not.
    """

    words: str
    is_reached: bool
    percent: Decimal | None = None
    share: Decimal | None = None


def achieved(
    aim: Measure, *, value: Decimal, as_of: dt.date, whole: Decimal | None = None
) -> Achieved:
    if aim.kind == TargetKind.DONE_BY:
        return _done(aim, value, as_of)
    if aim.kind in SHARES:
        return _share(aim, value, whole)
    return _number(aim, value)


def percent_of(part: Fraction, whole: Fraction) -> Decimal:
    """One place, half up; what is not complete never reads 100."""
    share = part / whole
    percent = numbers.ratio_percent(share.numerator, share.denominator)
    if share < 1 and percent >= HUNDRED:
        return numbers.ratio_percent(share.numerator, share.denominator, truncate=True)
    return percent


def _number(aim: Measure, value: Decimal) -> Achieved:
    part, whole = Fraction(value), Fraction(aim.value)
    percent = percent_of(part, whole)
    is_reached = value >= aim.value
    words = _("đạt %(percent)s %%") % {"percent": numbers.written(percent)}
    if aim.kind == TargetKind.RANGE and aim.most is not None:
        words = _range(aim.value, aim.most, value, words)
    elif value > aim.value:
        over = percent_of(part - whole, whole)
        words += ", " + _("vượt %(percent)s %%") % {"percent": numbers.written(over)}
    return Achieved(words=words, is_reached=is_reached, percent=percent)


def _range(least: Decimal, most: Decimal, value: Decimal, words: str) -> str:
    """A range is met from its lower end; beyond the upper one is told too."""
    if value < least:
        return _("%(words)s mức thấp") % {"words": words}
    if value <= most:
        return _("trong khoảng đề ra")
    over = percent_of(Fraction(value) - Fraction(most), Fraction(most))
    return _("vượt mức cao %(percent)s %%") % {"percent": numbers.written(over)}


def _share(aim: Measure, value: Decimal, whole: Decimal | None) -> Achieved:
    exact = Fraction(value) if whole is None else Fraction(value) * HUNDRED / Fraction(whole)
    share = percent_of(exact, Fraction(HUNDRED))
    is_reached = exact >= Fraction(aim.value)
    said = {"share": numbers.written(share), "aim": numbers.written(aim.value)}
    words = _("%(share)s %% (chỉ tiêu %(aim)s %%)") % said
    if not is_reached:
        words += ", " + _("chưa đạt")
    return Achieved(words=words, is_reached=is_reached, share=share)


def _done(aim: Measure, value: Decimal, as_of: dt.date) -> Achieved:
    if not value:
        return Achieved(words=_("chưa xong"), is_reached=False)
    late = (as_of - aim.due_on).days if aim.due_on else 0
    if late <= 0:
        return Achieved(words=_("đã xong, đúng hạn"), is_reached=True)
    words = ngettext("đã xong, chậm %(n)d ngày", "đã xong, chậm %(n)d ngày", late) % {"n": late}
    return Achieved(words=words, is_reached=False)
