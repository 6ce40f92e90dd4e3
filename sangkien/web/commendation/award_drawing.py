"""An award as pages and papers show it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.commendation.enums import MoneyKind
from sangkien.commendation.rules.terms import Condition, ConditionKind, Money, Quota, Terms, Vote
from sangkien.core import numbers
from sangkien.councils.enums import Denominator


@dataclass(frozen=True, kw_only=True)
class ConditionLine:
    """`how` says what is measured, "" for a statement."""

    place: int
    words: str
    how: str


@dataclass(frozen=True, kw_only=True)
class RouteLine:
    """Number 0 are the conditions that always hold."""

    number: int
    name: str
    conditions: tuple[ConditionLine, ...]


def routes(terms: Terms, names: Mapping[str, str]) -> list[RouteLine]:
    """`names` are those of awards by their codes."""
    found = [RouteLine(number=0, name="", conditions=_lines(terms.always, names))]
    return found + [
        RouteLine(number=number, name=route.name, conditions=_lines(route.conditions, names))
        for number, route in enumerate(terms.routes, start=1)
    ]


def _lines(
    conditions: tuple[Condition, ...], names: Mapping[str, str]
) -> tuple[ConditionLine, ...]:
    return tuple(
        ConditionLine(place=place, words=one.words, how=how(one, names))
        for place, one in enumerate(conditions)
    )


def how(one: Condition, names: Mapping[str, str]) -> str:
    said = {
        "least": numbers.thousands(one.least),
        "years": one.years,
        "award": names.get(one.code, one.code),
    }
    words = {
        ConditionKind.LEADS: _("hệ thống xem: hạng nhất theo sáng kiến hợp lệ"),
        ConditionKind.ABOVE_TARGET: _("hệ thống xem: trên %(least)s %% chỉ tiêu riêng"),
        ConditionKind.VALID_AT_LEAST: _("hệ thống đếm: từ %(least)s sáng kiến hợp lệ"),
        ConditionKind.RECOGNISED_AT_LEAST: _("hệ thống đếm: từ %(least)s được công nhận"),
        ConditionKind.BENEFIT_AT_LEAST: _(
            "hệ thống cộng giá trị đã thẩm định: từ %(least)s đồng trong %(years)d năm"
        ),
        ConditionKind.SCORE_AT_LEAST: _("theo bảng điểm đã công bố: từ %(least)s điểm"),
        ConditionKind.RANK_AT_MOST: _("theo bảng điểm đã công bố: hạng %(least)s trở lên"),
        ConditionKind.HELD_NOW: _("theo sổ khen thưởng: %(award)s cùng năm"),
        ConditionKind.HELD_BEFORE: _("theo sổ khen thưởng: %(award)s trong %(years)d năm trước"),
        ConditionKind.CONSECUTIVE: _("theo sổ khen thưởng: %(award)s liên tục %(years)d năm trước"),
        ConditionKind.ONCE_ONLY: _("theo sổ khen thưởng: chưa từng nhận"),
        ConditionKind.MONTHS_ACTIVE: _("hoạt động từ %(least)s tháng"),
        ConditionKind.STATEMENT: _("người đề nghị xác nhận"),
    }
    return words[one.kind] % said


def quota(value: Quota, names: Mapping[str, str]) -> list[str]:
    found = []
    if value.most is not None:
        found.append(_("Nhiều nhất %(n)s trong đợt") % {"n": numbers.thousands(value.most)})
    if value.per_proposer is not None:
        said = {"n": numbers.thousands(value.per_proposer)}
        found.append(_("Mỗi đơn vị đề nghị nhiều nhất %(n)s") % said)
    if value.percent is not None:
        of = names.get(value.percent_of, value.percent_of) or _("số đủ điều kiện xét")
        said = {"n": str(value.percent), "of": of}
        found.append(_("Nhiều nhất %(n)s %% của %(of)s, làm tròn xuống") % said)
    return found


def vote(value: Vote | None) -> str:
    if value is None:
        return _("Không quy định bỏ phiếu")
    share = f"{value.numerator}/{value.denominator}"
    said = {
        "share": share,
        "of": Denominator(value.of).label,
        "how": _("Bỏ phiếu kín") if value.is_secret else _("Biểu quyết"),
    }
    if value.is_strict:
        return _("%(how)s, trên %(share)s %(of)s đồng ý") % said
    return _("%(how)s, từ %(share)s %(of)s đồng ý") % said


def money(value: Money, *, is_verified: bool) -> str:
    if value.kind == MoneyKind.COEFFICIENT:
        said = {"n": numbers.written(value.coefficient)}
        return _("%(n)s × mức lương cơ sở ngày quyết định, làm tròn lên 10.000 đồng") % said
    if value.kind == MoneyKind.AMOUNT:
        return _("%(vnd)s đồng") % {"vnd": numbers.thousands(value.amount_vnd)}
    return _("Không kèm tiền thưởng") if is_verified else _("Chưa ghi mức tiền thưởng")
