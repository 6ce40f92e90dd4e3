"""Score tables: what their JSON says, checked and frozen. Points are whole hundredths inside."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core import text
from sangkien.councils.errors import InvalidTable

POINT = 100  # hundredths
MOST_POINTS = 1_000 * POINT
MOST_CRITERIA, MOST_TIERS, MOST_CLASSES = 40, 8, 8
LONGEST_NAME, LONGEST_CODE = 300, 10


@dataclass(frozen=True, kw_only=True)
class Tier:
    """ "Mức": the points of a criterion lie between `low` and `high` when it is chosen."""

    code: str
    name: str
    low: int
    high: int


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """ "Tiêu chí": with tiers exactly one is chosen. `passing` is what its mean must reach, and
    `is_knockout` says that the whole fails otherwise.
    """

    code: str
    name: str
    most: int
    group: str = ""
    passing: int | None = None
    is_knockout: bool = False
    tiers: tuple[Tier, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Grade:
    """ "Mức xếp loại" from a total on, with minimums of single criteria as side conditions."""

    name: str
    low: int
    minimums: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Table:
    """ "Bảng điểm". `groups` are names by code, in order; `grades` go from the highest down."""

    name: str
    source: str
    criteria: tuple[Criterion, ...]
    groups: Mapping[str, str] = field(default_factory=dict)
    passing: int | None = None
    grades: tuple[Grade, ...] = ()

    @property
    def most(self) -> int:
        return sum(criterion.most for criterion in self.criteria)

    def criterion(self, code: str) -> Criterion | None:
        return next((one for one in self.criteria if one.code == code), None)


def points_words(points: int | Fraction) -> str:
    """8467 -> "84,67"; means are rounded half up to hundredths, only for the eye."""
    rounded = int(Fraction(points) + Fraction(1, 2))
    whole, rest = divmod(rounded, POINT)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",") if rest else f"{whole}"


def read(content: Mapping[str, Any]) -> Table:
    """The table of a content, or InvalidTable in words for the officer."""
    table = Table(
        name=_words(content.get("name"), _("Tên bảng điểm")),
        source=text.clean_line(str(content.get("source", ""))),
        groups=_groups(content.get("groups", [])),
        criteria=tuple(_criterion(row) for row in _rows(content.get("criteria"))),
        passing=_optional(content.get("passing"), _("Điểm đạt")),
        grades=tuple(_grade(row) for row in _rows(content.get("grades", []))),
    )
    _ensure_criteria(table)
    _ensure_grades(table)
    return table


def dump(table: Table) -> dict[str, Any]:
    """The content that `read` gives the same table for."""
    return {
        "name": table.name,
        "source": table.source,
        "groups": [{"code": code, "name": name} for code, name in table.groups.items()],
        "criteria": [
            {
                "code": one.code,
                "name": one.name,
                "group": one.group,
                "most": written(one.most),
                "passing": written(one.passing),
                "knockout": one.is_knockout,
                "tiers": [
                    {
                        "code": tier.code,
                        "name": tier.name,
                        "low": written(tier.low),
                        "high": written(tier.high),
                    }
                    for tier in one.tiers
                ],
            }
            for one in table.criteria
        ],
        "passing": written(table.passing),
        "grades": [
            {
                "name": grade.name,
                "low": written(grade.low),
                "minimums": {code: written(low) for code, low in grade.minimums.items()},
            }
            for grade in table.grades
        ],
    }


def digest(content: Any) -> str:
    """The same content, the same hash, however its keys are ordered."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def written(points: int | None) -> str | None:
    """As it stands in JSON: "12.5"; floats never do."""
    if points is None:
        return None
    whole, rest = divmod(points, POINT)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else f"{whole}"


def hundredths(value: Any, what: str) -> int:
    try:
        exact = Decimal(str(value)) * POINT
    except InvalidOperation:
        raise InvalidTable(_("%(what)s phải là một số.") % {"what": what}) from None
    if isinstance(value, float) or not exact.is_finite() or exact != exact.to_integral_value():
        raise InvalidTable(_("%(what)s có nhiều nhất hai chữ số lẻ.") % {"what": what})
    if not 0 <= exact <= MOST_POINTS:
        raise InvalidTable(_("%(what)s phải từ 0 đến 1.000.") % {"what": what})
    return int(exact)


def _optional(value: Any, what: str) -> int | None:
    return None if value is None else hundredths(value, what)


def _rows(value: Any) -> Sequence[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise InvalidTable(_("Bảng điểm không đúng cấu trúc."))
    return value


def _words(value: Any, what: str, *, most: int = LONGEST_NAME) -> str:
    clean = text.clean_line(value) if isinstance(value, str) else ""
    if not clean or len(clean) > most:
        raise InvalidTable(
            _("%(what)s không được để trống và dài nhất %(n)d ký tự.") % {"what": what, "n": most}
        )
    return clean


def _groups(value: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _rows(value):
        code = _words(row.get("code"), _("Mã nhóm"), most=LONGEST_CODE)
        if code in found:
            raise InvalidTable(_("Hai nhóm không được trùng mã."))
        found[code] = _words(row.get("name"), _("Tên nhóm"))
    return found


def _criterion(row: Mapping[str, Any]) -> Criterion:
    code = _words(row.get("code"), _("Mã tiêu chí"), most=LONGEST_CODE)
    most = hundredths(row.get("most"), _("Điểm tối đa của tiêu chí %(code)s") % {"code": code})
    return Criterion(
        code=code,
        name=_words(row.get("name"), _("Tên tiêu chí %(code)s") % {"code": code}),
        most=most,
        group=str(row.get("group", "")),
        passing=_optional(row.get("passing"), _("Điểm đạt của %(code)s") % {"code": code}),
        is_knockout=bool(row.get("knockout", False)),
        tiers=tuple(_tier(tier) for tier in _rows(row.get("tiers", []))),
    )


def _tier(row: Mapping[str, Any]) -> Tier:
    code = _words(row.get("code"), _("Mã mức"), most=LONGEST_CODE)
    what = _("Khoảng điểm của mức %(code)s") % {"code": code}
    return Tier(
        code=code,
        name=_words(row.get("name"), _("Tên mức %(code)s") % {"code": code}),
        low=hundredths(row.get("low"), what),
        high=hundredths(row.get("high"), what),
    )


def _grade(row: Mapping[str, Any]) -> Grade:
    name = _words(row.get("name"), _("Tên mức xếp loại"), most=40)
    minimums = row.get("minimums", {})
    if not isinstance(minimums, dict):
        raise InvalidTable(_("Bảng điểm không đúng cấu trúc."))
    return Grade(
        name=name,
        low=hundredths(row.get("low"), _("Điểm của mức %(name)s") % {"name": name}),
        minimums={
            str(code): hundredths(low, _("Điều kiện của mức %(name)s") % {"name": name})
            for code, low in minimums.items()
        },
    )


def _ensure_criteria(table: Table) -> None:
    if not 1 <= len(table.criteria) <= MOST_CRITERIA:
        raise InvalidTable(_("Bảng điểm có từ 1 đến %(n)d tiêu chí.") % {"n": MOST_CRITERIA})
    codes = [one.code for one in table.criteria]
    if len(set(codes)) != len(codes):
        raise InvalidTable(_("Hai tiêu chí không được trùng mã."))
    for one in table.criteria:
        _ensure_criterion(one, groups=table.groups)
    if table.passing is not None and table.passing > table.most:
        raise InvalidTable(_("Điểm đạt cao hơn tổng điểm tối đa."))


def _ensure_criterion(one: Criterion, *, groups: Mapping[str, str]) -> None:
    about = {"code": one.code}
    if one.most == 0:
        raise InvalidTable(_("Điểm tối đa của tiêu chí %(code)s phải lớn hơn 0.") % about)
    if one.group and one.group not in groups:
        raise InvalidTable(_("Tiêu chí %(code)s thuộc một nhóm không có.") % about)
    if one.passing is not None and one.passing > one.most:
        raise InvalidTable(_("Điểm đạt của tiêu chí %(code)s cao hơn điểm tối đa.") % about)
    if one.is_knockout and one.passing is None:
        raise InvalidTable(_("Tiêu chí loại %(code)s phải có điểm đạt.") % about)
    _ensure_tiers(one)


def _ensure_tiers(one: Criterion) -> None:
    """No two tiers share a point, and none reaches beyond the criterion."""
    about = {"code": one.code}
    tiers = sorted(one.tiers, key=lambda tier: tier.low)
    if len(tiers) > MOST_TIERS or len({tier.code for tier in tiers}) != len(tiers):
        raise InvalidTable(_("Các mức của tiêu chí %(code)s trùng mã hoặc quá nhiều.") % about)
    if any(tier.low > tier.high or tier.high > one.most for tier in tiers):
        raise InvalidTable(_("Khoảng điểm các mức của tiêu chí %(code)s chưa đúng.") % about)
    if any(below.high >= above.low for below, above in pairwise(tiers)):
        raise InvalidTable(_("Các mức của tiêu chí %(code)s chồng lên nhau.") % about)


def _ensure_grades(table: Table) -> None:
    lows = [grade.low for grade in table.grades]
    if len(lows) > MOST_CLASSES or lows != sorted(set(lows), reverse=True):
        raise InvalidTable(_("Các mức xếp loại phải đi từ cao xuống thấp, không trùng điểm."))
    known = {one.code for one in table.criteria}
    if any(code not in known for grade in table.grades for code in grade.minimums):
        raise InvalidTable(_("Điều kiện của một mức xếp loại nêu tiêu chí không có."))
