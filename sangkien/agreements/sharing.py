"""How a number is shared out so that the parts make up the whole exactly. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from sangkien.agreements.enums import TargetKind
from sangkien.agreements.errors import InvalidTarget
from sangkien.agreements.measures import Measure

ALIKE = frozenset(
    {
        TargetKind.COVERAGE,
        TargetKind.RATE,
        TargetKind.EACH,
        TargetKind.PERCENT,
        TargetKind.DONE_BY,
    }
)
OF_SEVERAL = frozenset({TargetKind.COVERAGE, TargetKind.EACH})  # of all CĐCS of a branch


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """Largest remainders: each gets its exact part rounded down, and what is left goes one by one
    to the largest fractions, among equal ones to the first.

    `total` and the weights are not negative; somebody weighs something.
    """
    whole = sum(weights)
    if whole <= 0:
        raise InvalidTarget(_("Chưa có số liệu để chia theo cách này."), field="by")
    exact = [Fraction(total * weight, whole) for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: total - sum(parts)]:
        parts[at] += 1
    return parts


def handed_down(aim: Measure, weights: Sequence[int]) -> list[Measure | None]:
    """What each of those below gets of a target, None for whom it leaves nothing.

    A share, a rate, what each CĐCS does and what is done by a day are the same for everybody. A
    number is divided, a range at both of its ends: the lower ends and the widths make up the whole.
    """
    if aim.kind in ALIKE:
        return [aim] * len(weights)
    low, most = _whole(aim.value), _whole(aim.value if aim.most is None else aim.most)
    lows, widths = shares(low, weights), shares(most - low, weights)
    return [_part(aim, low, low + width) for low, width in zip(lows, widths, strict=True)]


def left_of(aim: Measure, kept: Sequence[Measure]) -> Measure:
    """What is still to be divided beside parts that stay as they are."""
    if aim.kind in ALIKE:
        return aim
    low = aim.value - sum((one.value for one in kept), Decimal(0))
    most = None
    if aim.most is not None:
        most = aim.most - sum((one.most or one.value for one in kept), Decimal(0))
    if low < 0 or (most is not None and most < low):
        raise InvalidTarget(
            _("Những số giữ nguyên cộng lại đã nhiều hơn chỉ tiêu của đơn vị."), field="keep"
        )
    return replace(aim, value=low, most=most)


def _whole(value: Decimal) -> int:
    if value != value.to_integral_value():
        raise InvalidTarget(_("Chỉ chia được số nguyên."), field="target")
    return int(value)


def _part(aim: Measure, low: int, most: int) -> Measure | None:
    if aim.most is None:
        return replace(aim, value=Decimal(low)) if low else None
    if not most:
        return None
    if not 0 < low < most:
        raise InvalidTarget(_("Khoảng này quá hẹp để chia cho chừng ấy đơn vị."), field="target")
    return replace(aim, value=Decimal(low), most=Decimal(most))
