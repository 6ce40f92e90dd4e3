"""How targets add up, and which targets cannot be."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from sangkien.agreements.enums import Denominator, TargetBase, TargetKind
from sangkien.agreements.errors import InvalidTarget

MOST_INITIATIVES = 100_000_000
MOST_PER_HUNDRED = 10_000  # a hundred initiatives by everybody: more is a typing error
ALL_PERCENT = 100
SMALLEST_STEP = Decimal("0.01")  # as the column keeps it


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is aimed at: a number of initiatives for COUNT, percent of the CĐCS for COVERAGE,
    initiatives per 100 people for RATE.
    """

    kind: TargetKind
    base: TargetBase
    value: Decimal
    denominator: Denominator | None = None


def ensure_sensible(measure: Measure) -> None:
    """Raise when no unit could ever be measured against it."""
    if measure.value <= 0:
        raise InvalidTarget(_("Chỉ tiêu phải lớn hơn 0."), field="value")
    most = MOST_PER_HUNDRED if measure.kind == TargetKind.RATE else MOST_INITIATIVES
    if measure.value > most:
        raise InvalidTarget(_("Chỉ tiêu quá lớn, hãy kiểm tra lại số chữ số 0."), field="value")
    if measure.kind == TargetKind.COUNT and measure.value != measure.value.to_integral_value():
        raise InvalidTarget(_("Số sáng kiến phải là số nguyên."), field="value")
    if measure.value != measure.value.quantize(SMALLEST_STEP):
        raise InvalidTarget(_("Chỉ tiêu có nhiều nhất hai chữ số sau dấu phẩy."), field="value")
    if measure.kind == TargetKind.COVERAGE and measure.value > ALL_PERCENT:
        raise InvalidTarget(_("Tỷ lệ CĐCS có sáng kiến nhiều nhất là 100 %."), field="value")
    if (measure.kind == TargetKind.RATE) != (measure.denominator is not None):
        raise InvalidTarget(
            _("Hãy chọn tính trên đoàn viên hay trên lao động."), field="denominator"
        )


@dataclass(frozen=True, kw_only=True)
class Share:
    """A number of initiatives that one holder has to reach, and what it counts."""

    value: Decimal
    base: TargetBase


@dataclass(frozen=True, kw_only=True)
class Allocation:
    """How much of a unit's own number its parts were given.

    `aside` parts count something else ("hợp lệ" beside "đã gửi") and are not added.
    """

    base: TargetBase
    given: Decimal | None
    allotted: Decimal
    aside: int

    @property
    def missing(self) -> Decimal | None:
        """What is still to be given; negative when the parts have more than the whole."""
        return None if self.given is None else self.given - self.allotted


def allocate(whole: Share | None, parts: Sequence[Share]) -> Allocation | None:
    """Compare the whole with the sum of its parts; None when there is nothing to compare."""
    if whole is None and not parts:
        return None
    base = whole.base if whole else parts[0].base
    counted = [part.value for part in parts if part.base == base]
    return Allocation(
        base=base,
        given=whole.value if whole else None,
        allotted=sum(counted, Decimal(0)),
        aside=len(parts) - len(counted),
    )
