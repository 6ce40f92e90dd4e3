"""Six ways to work out what an initiative saves in a year, one for each kind of saving.

Pure: quantities in, đồng and the written-out sum back. What they give is a declared figure, never
a verified one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor, prod

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import numbers

MOST = Decimal(10) ** 12  # of any quantity: more is a typing error
MINUTES_OF_AN_HOUR = 60
COST = "cost"


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """One number that is asked for; `unit` stands behind the box."""

    key: str
    label: Promise
    unit: Promise
    usual: str = ""


@dataclass(frozen=True, kw_only=True)
class Formula:
    """ "Thẻ tính lợi": what is saved is the product of the `factors`, divided by `divisor`; the
    first of them is the difference of two quantities when `is_difference`.
    """

    key: str
    name: Promise
    question: Promise
    icon: str
    quantities: tuple[Quantity, ...]
    is_difference: bool = False
    divisor: int = 1


@dataclass(frozen=True, kw_only=True)
class Saving:
    """What came out: `vnd` a year, never below 0, and the sum as an officer would write it."""

    vnd: int
    words: str


def _per(label: Promise, key: str, unit: Promise, usual: str = "") -> Quantity:
    return Quantity(key=key, label=label, unit=unit, usual=usual)


_MONTHS = Quantity(
    key="months",
    label=gettext_lazy("Số tháng làm trong một năm"),
    unit=gettext_lazy("tháng"),
    usual="12",
)
_HOURLY = Quantity(
    key="wage",
    label=gettext_lazy("Tiền công một giờ"),
    unit=gettext_lazy("đ/giờ"),
)
_COST = Quantity(
    key=COST,
    label=gettext_lazy("Chi phí đã bỏ ra để làm"),
    unit=gettext_lazy("đ"),
    usual="0",
)

TIME = Formula(
    key="thoi-gian",
    name=gettext_lazy("Bớt thời gian"),
    question=gettext_lazy("Mỗi lần làm bớt được bao nhiêu phút?"),
    icon="clock",
    quantities=(
        _per(gettext_lazy("Bớt được mỗi lần"), "minutes", gettext_lazy("phút")),
        _per(gettext_lazy("Số lần làm mỗi ngày"), "times", gettext_lazy("lần")),
        _per(gettext_lazy("Số ngày làm mỗi tháng"), "days", gettext_lazy("ngày"), "26"),
        _MONTHS,
        _HOURLY,
        _COST,
    ),
    divisor=MINUTES_OF_AN_HOUR,
)
MATERIAL = Formula(
    key="vat-tu",
    name=gettext_lazy("Bớt vật tư"),
    question=gettext_lazy("Mỗi sản phẩm bớt được bao nhiêu vật tư?"),
    icon="package",
    quantities=(
        _per(gettext_lazy("Bớt được mỗi sản phẩm"), "amount", gettext_lazy("kg, m, lít, cái")),
        _per(gettext_lazy("Số sản phẩm mỗi tháng"), "products", gettext_lazy("sản phẩm")),
        _MONTHS,
        _per(gettext_lazy("Đơn giá vật tư"), "price", gettext_lazy("đ/đơn vị")),
        _COST,
    ),
)
ENERGY = Formula(
    key="nang-luong",
    name=gettext_lazy("Bớt điện, nước, nhiên liệu"),
    question=gettext_lazy("Mỗi tháng bớt được bao nhiêu?"),
    icon="zap",
    quantities=(
        _per(gettext_lazy("Bớt được mỗi tháng"), "amount", gettext_lazy("kWh, m³, lít")),
        _MONTHS,
        _per(gettext_lazy("Đơn giá"), "price", gettext_lazy("đ/đơn vị")),
        _COST,
    ),
)
DEFECTS = Formula(
    key="hang-loi",
    name=gettext_lazy("Bớt hàng lỗi, hàng hỏng"),
    question=gettext_lazy("Số hàng lỗi trước và nay chênh nhau bao nhiêu?"),
    icon="circle-x",
    quantities=(
        _per(gettext_lazy("Hàng lỗi mỗi tháng, trước đây"), "before", gettext_lazy("cái")),
        _per(gettext_lazy("Hàng lỗi mỗi tháng, bây giờ"), "after", gettext_lazy("cái")),
        _MONTHS,
        _per(gettext_lazy("Thiệt hại mỗi cái lỗi"), "price", gettext_lazy("đ/cái")),
        _COST,
    ),
    is_difference=True,
)
SAFETY = Formula(
    key="an-toan",
    name=gettext_lazy("Bớt tai nạn, sự cố"),
    question=gettext_lazy("Số vụ mỗi năm trước và nay chênh nhau bao nhiêu?"),
    icon="shield-check",
    quantities=(
        _per(gettext_lazy("Số vụ mỗi năm, trước đây"), "before", gettext_lazy("vụ")),
        _per(gettext_lazy("Số vụ mỗi năm, bây giờ"), "after", gettext_lazy("vụ")),
        _per(
            gettext_lazy("Chi phí mỗi vụ (thuốc men, nghỉ việc, dừng máy)"),
            "price",
            gettext_lazy("đ/vụ"),
        ),
        _COST,
    ),
    is_difference=True,
)
SERVICE = Formula(
    key="phuc-vu",
    name=gettext_lazy("Phục vụ nhanh hơn"),
    question=gettext_lazy("Mỗi hồ sơ, mỗi lượt khách bớt được bao nhiêu phút?"),
    icon="users",
    quantities=(
        _per(gettext_lazy("Bớt được mỗi hồ sơ, mỗi lượt"), "minutes", gettext_lazy("phút")),
        _per(gettext_lazy("Số hồ sơ, số lượt mỗi tháng"), "times", gettext_lazy("lượt")),
        _MONTHS,
        _HOURLY,
        _COST,
    ),
    divisor=MINUTES_OF_AN_HOUR,
)
FORMULAS: Mapping[str, Formula] = {
    formula.key: formula for formula in (TIME, MATERIAL, ENERGY, DEFECTS, SAFETY, SERVICE)
}


def saving(formula: Formula, given: Mapping[str, Decimal]) -> Saving:
    """`given` has a value for every quantity of the formula, none below 0."""
    cost = given[COST]
    factors = [
        (given[quantity.key], quantity) for quantity in formula.quantities if quantity.key != COST
    ]
    parts = [f"{numbers.written(value)} {_unit(quantity)}" for value, quantity in factors]
    values = [value for value, _quantity in factors]
    if formula.is_difference:
        values = [values[0] - values[1], *values[2:]]
        parts = [f"({parts[0]} − {parts[1]})", *parts[2:]]
    exact = prod(map(Fraction, values), start=Fraction(1, formula.divisor)) - Fraction(cost)
    vnd = floor(exact + Fraction(1, 2))  # half up
    words = " × ".join(parts)
    if formula.divisor != 1:
        words += f" ÷ {formula.divisor}"
    if cost:
        words += " − " + _("%(cost)s đ chi phí") % {"cost": numbers.written(cost)}
    return Saving(vnd=max(vnd, 0), words=f"{formula.name}: {words}")


def _unit(quantity: Quantity) -> str:
    """The first of several: "kg, m, lít, cái" is for the box, not for the sum."""
    return str(quantity.unit).split(",", maxsplit=1)[0]
