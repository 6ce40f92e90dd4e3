"""How targets add up, and which targets cannot be."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from sangkien.agreements.enums import TargetBase, TargetKind
from sangkien.agreements.errors import InvalidTarget
from sangkien.agreements.measures import ALL_PERCENT, Measure
from sangkien.core import text

__all__ = [
    "ALL_PERCENT",
    "COUNTED",
    "LARGEST",
    "SHARES",
    "Allocation",
    "Measure",
    "Share",
    "allocate",
    "ensure_sensible",
    "is_begun",
    "key_of",
]

MOST_INITIATIVES = 100_000_000
MOST_PER_HUNDRED = 10_000  # a hundred initiatives by everybody: more is a typing error
LARGEST, MOST_WEIGHT = 10**12, 10_000
LONGEST_KEY = 300
COUNTED = frozenset({TargetKind.COUNT, TargetKind.COVERAGE, TargetKind.RATE})
SHARES = frozenset({TargetKind.COVERAGE, TargetKind.EACH, TargetKind.PERCENT})
CORRECTED_WITHIN = dt.timedelta(hours=24)
SMALLEST_STEP = Decimal("0.01")  # as the column keeps it


def ensure_sensible(aim: Measure) -> None:
    """Raise when no unit could ever be measured against it."""
    _ensure_number(aim.value, most=_most(aim), field="value")
    if aim.kind == TargetKind.COUNT and aim.value != aim.value.to_integral_value():
        raise InvalidTarget(_("Số sáng kiến phải là số nguyên."), field="value")
    if aim.kind in SHARES and aim.value > ALL_PERCENT:
        raise InvalidTarget(_too_large_a_share(aim.kind), field="value")
    if (aim.kind == TargetKind.RATE) != (aim.denominator is not None):
        raise InvalidTarget(
            _("Hãy chọn tính trên đoàn viên hay trên lao động."), field="denominator"
        )
    if aim.practices and (aim.kind != TargetKind.EACH or aim.each != 1 or aim.base):
        raise InvalidTarget(_("Hệ thống chỉ tự tính “mỗi CĐCS ít nhất 1 mô hình”."), field="each")
    _ensure_ends(aim)
    _ensure_named(aim)


def _most(aim: Measure) -> int:
    if aim.kind == TargetKind.RATE:
        return MOST_PER_HUNDRED
    return MOST_INITIATIVES if aim.kind in COUNTED else LARGEST


def _ensure_number(value: Decimal, *, most: int, field: str) -> None:
    if value <= 0:
        raise InvalidTarget(_("Chỉ tiêu phải lớn hơn 0."), field=field)
    if value > most:
        raise InvalidTarget(_("Chỉ tiêu quá lớn, hãy kiểm tra lại số chữ số 0."), field=field)
    if value != value.quantize(SMALLEST_STEP):
        raise InvalidTarget(_("Chỉ tiêu có nhiều nhất hai chữ số sau dấu phẩy."), field=field)


def _too_large_a_share(kind: TargetKind) -> str:
    if kind == TargetKind.PERCENT:
        return _("Tỷ lệ nhiều nhất là 100 %.")
    return _("Tỷ lệ CĐCS có sáng kiến nhiều nhất là 100 %.")


def _ensure_ends(aim: Measure) -> None:
    """The second number of those kinds that have one."""
    if (aim.kind == TargetKind.RANGE) != (aim.most is not None):
        raise InvalidTarget(_("Hãy ghi số đến."), field="most")
    if aim.most is not None:
        _ensure_number(aim.most, most=LARGEST, field="most")
        if aim.most <= aim.value:
            raise InvalidTarget(_("Số đến phải lớn hơn số từ."), field="most")
    if (aim.kind == TargetKind.EACH) != (aim.each is not None):
        raise InvalidTarget(_("Hãy ghi mỗi CĐCS ít nhất bao nhiêu."), field="each")
    if aim.each is not None:
        _ensure_number(aim.each, most=LARGEST, field="each")
    if aim.weight is not None:
        _ensure_number(aim.weight, most=MOST_WEIGHT, field="weight")


def _ensure_named(aim: Measure) -> None:
    """What is not about initiatives says what it is about; what is says which ones count."""
    is_named = text.has_words(aim.subject)
    if aim.kind in COUNTED and aim.base is None:
        raise InvalidTarget(_("Hãy chọn sáng kiến nào được tính."), field="base")
    if aim.kind == TargetKind.EACH and (aim.base is None) != is_named:
        raise InvalidTarget(
            _("Hãy ghi nội dung, hoặc chọn sáng kiến nào được tính."), field="subject"
        )
    if aim.kind not in {*COUNTED, TargetKind.EACH}:
        if not is_named:
            raise InvalidTarget(_("Hãy ghi nội dung chỉ tiêu."), field="subject")
        if aim.base is not None:
            raise InvalidTarget(_("Chỉ tiêu này không tính bằng sáng kiến."), field="base")
    if aim.kind == TargetKind.PERCENT and not text.has_words(aim.of):
        raise InvalidTarget(_("Hãy ghi tỷ lệ % của đối tượng nào."), field="of")
    if aim.kind == TargetKind.DONE_BY and aim.due_on is None:
        raise InvalidTarget(_("Hãy ghi hạn."), field="due_on")


def key_of(subject: str) -> str:
    """Under which a subject is the same one: case, tone marks and spaces do not tell apart."""
    return text.fold(subject)[:LONGEST_KEY]


def is_begun(opens_at: dt.datetime, *, given_at: dt.datetime, at: dt.datetime) -> bool:
    """Whether a target is in force: its time has begun, and whoever gave it had a day to correct a
    slip of the pen.
    """
    return at >= opens_at and at - given_at >= CORRECTED_WITHIN


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
