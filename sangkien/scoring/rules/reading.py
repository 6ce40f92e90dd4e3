"""From the JSON of a criteria table to the table, or a refusal in words for the officer."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core import text
from sangkien.scoring.enums import ConditionKind, NodeKind
from sangkien.scoring.errors import InvalidTable
from sangkien.scoring.rules import extras
from sangkien.scoring.rules.tables import (
    COUNTED,
    POINT,
    WHOLE,
    Band,
    Condition,
    Halves,
    Node,
    Table,
    Tier,
)

MOST_POINTS = 1_000 * POINT
MOST_NODES, MOST_TIERS, MOST_BANDS, MOST_CONDITIONS, MOST_DEPTH = 120, 10, 8, 6, 3
LONGEST_NAME, LONGEST_CODE, LONGEST_WORD = 400, 12, 40
LONGEST_SOURCE, MOST_WEIGHT, LARGEST = 2_000, 10, 10**12


def read(content: Mapping[str, Any]) -> Table:
    """The table of a content, or InvalidTable in words for the officer."""
    halves = content.get("halves") or {}
    table = Table(
        name=_words(content.get("name"), _("Tên bảng điểm")),
        source=text.clean_line(str(content.get("source", "")))[:LONGEST_SOURCE],
        completeness=text.clean_line(str(content.get("completeness", "")))[:LONGEST_SOURCE],
        nodes=tuple(_node(row) for row in _rows(content.get("nodes"))),
        bands=tuple(_band(row) for row in _rows(content.get("bands", []))),
        cap=_points(content["cap"], _("Điểm trần")) if content.get("cap") else None,
        halves=Halves(
            first=_weight(halves.get("first", 1)), second=_weight(halves.get("second", 1))
        ),
        ties=extras.ties(content.get("ties") or []),
        review=extras.review(content.get("review") or {}),
    )
    if not table.halves.first + table.halves.second:
        raise InvalidTable(_("Hệ số của hai kỳ không thể cùng bằng 0."))
    _ensure_nodes(table)
    _ensure_bands(table)
    extras.ensure_ties(table)
    return table


def _rows(value: Any) -> Sequence[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise InvalidTable(_("Bảng điểm không đúng cấu trúc."))
    return value


def _words(value: Any, what: str, *, most: int = LONGEST_NAME) -> str:
    clean = text.clean_line(value) if isinstance(value, str) else ""
    if not clean or len(clean) > most or text.has_refused_characters(clean):
        raise InvalidTable(
            _("%(what)s không được để trống và dài nhất %(n)d ký tự.") % {"what": what, "n": most}
        )
    return clean


def _short(value: Any) -> str:
    clean = text.clean_line(value) if isinstance(value, str) else ""
    if len(clean) > LONGEST_NAME or text.has_refused_characters(clean):
        raise InvalidTable(_("Ghi chú dài nhất %(n)d ký tự.") % {"n": LONGEST_NAME})
    return clean


def _points(value: Any, what: str) -> int:
    exact = _number(value, what) * POINT
    if exact.denominator != 1:
        raise InvalidTable(_("%(what)s có nhiều nhất hai chữ số lẻ.") % {"what": what})
    if not 0 <= exact <= MOST_POINTS:
        raise InvalidTable(_("%(what)s phải từ 0 đến 1.000.") % {"what": what})
    return int(exact)


def _number(value: Any, what: str) -> Fraction:
    """Of text or a whole number, never of a float."""
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        raise InvalidTable(_("%(what)s phải là một số.") % {"what": what}) from None
    if isinstance(value, float) or not exact.is_finite() or abs(exact) > LARGEST:
        raise InvalidTable(_("%(what)s phải là một số.") % {"what": what})
    return Fraction(exact)


def _weight(value: Any) -> int:
    found = _number(value, _("Hệ số"))
    if found.denominator != 1 or not 0 <= found <= MOST_WEIGHT:
        raise InvalidTable(_("Hệ số của mỗi kỳ là số nguyên từ 0 đến 10."))
    return int(found)


def _kind(value: Any) -> NodeKind:
    try:
        return NodeKind(value)
    except ValueError:
        raise InvalidTable(_("Bảng điểm không đúng cấu trúc.")) from None


def _node(row: Mapping[str, Any]) -> Node:
    code = _words(row.get("code"), _("Mã tiêu chí"), most=LONGEST_CODE)
    kind = _kind(row.get("kind"))
    about = {"code": code}
    floor = row.get("floor")
    return Node(
        code=code,
        name=_words(row.get("name"), _("Tên tiêu chí %(code)s") % about),
        kind=kind,
        parent=str(row.get("parent", "")),
        most=0
        if kind == NodeKind.GROUP
        else _points(row.get("most"), _("Điểm tối đa của tiêu chí %(code)s") % about),
        is_bonus=bool(row.get("bonus", False)),
        tiers=tuple(_tier(one, code) for one in _rows(row.get("tiers", []))),
        each=_points(row.get("each", 0) or 0, _("Điểm mỗi lần của tiêu chí %(code)s") % about),
        full=_number(row.get("full") or WHOLE, _("Mức đạt đủ điểm của %(code)s") % about),
        floor=None if floor in (None, "") else _number(floor, _("Mức sàn của %(code)s") % about),
        measure=_short(row.get("measure", ""))[:LONGEST_WORD],
        note=_short(row.get("note", "")),
        automatic=extras.automatic(row.get("automatic"), code)
        if kind == NodeKind.AUTOMATIC
        else None,
    )


def _tier(row: Mapping[str, Any], code: str) -> Tier:
    about = {"code": code}
    least = row.get("least")
    return Tier(
        name=_words(row.get("name"), _("Tên bậc của tiêu chí %(code)s") % about),
        points=_points(row.get("points"), _("Điểm của bậc ở tiêu chí %(code)s") % about),
        least=None
        if least in (None, "")
        else _number(least, _("Ngưỡng của bậc ở tiêu chí %(code)s") % about),
    )


def _band(row: Mapping[str, Any]) -> Band:
    name = _words(row.get("name"), _("Tên mức xếp loại"), most=LONGEST_WORD)
    return Band(
        name=name,
        low=_points(row.get("low"), _("Điểm của mức %(name)s") % {"name": name}),
        otherwise=str(row.get("otherwise", "")),
        conditions=tuple(_condition(one) for one in _rows(row.get("conditions", []))),
    )


def _condition(row: Mapping[str, Any]) -> Condition:
    try:
        kind = ConditionKind(str(row.get("kind")))
    except ValueError:
        raise InvalidTable(_("Bảng điểm không đúng cấu trúc.")) from None
    percent = _number(row.get("percent") or 0, _("Phần trăm của điều kiện"))
    if percent.denominator != 1 or not 0 <= percent <= WHOLE:
        raise InvalidTable(_("Phần trăm của điều kiện là số nguyên từ 0 đến 100."))
    return Condition(
        kind=kind,
        words=_words(row.get("words"), _("Lời của điều kiện")),
        percent=int(percent),
        node=str(row.get("node", "")),
        low=_points(row.get("low") or 0, _("Điểm của điều kiện")),
    )


# What must hold


def _ensure_nodes(table: Table) -> None:
    if not 1 <= len(table.nodes) <= MOST_NODES or not table.items:
        raise InvalidTable(_("Bảng điểm có từ 1 đến %(n)d dòng.") % {"n": MOST_NODES})
    if len(table.by_code) != len(table.nodes):
        raise InvalidTable(_("Hai tiêu chí không được trùng mã."))
    for node in table.nodes:
        _ensure_place(table, node)
        if not node.is_group:
            _ensure_item(node)


def _ensure_place(table: Table, node: Node) -> None:
    about = {"code": node.code}
    above, depth = node.parent, 0
    while above:
        parent = table.by_code.get(above)
        depth += 1
        if parent is None or not parent.is_group or depth >= MOST_DEPTH:
            raise InvalidTable(_("Tiêu chí %(code)s thuộc một nhóm không có.") % about)
        above = parent.parent
    if node.is_group and not table.below(node.code):
        raise InvalidTable(_("Nhóm %(code)s chưa có tiêu chí nào.") % about)


def _ensure_item(node: Node) -> None:
    about = {"code": node.code}
    if node.most == 0:
        raise InvalidTable(
            _("Điểm tối đa của tiêu chí %(code)s phải lớn hơn 0.") % about, field="most"
        )
    if (node.way in COUNTED) != bool(node.each) or node.each > node.most:
        raise InvalidTable(_("Điểm mỗi lần của tiêu chí %(code)s chưa đúng.") % about, field="each")
    if node.full <= 0 or (node.floor is not None and not 0 <= node.floor <= node.full):
        raise InvalidTable(_("Mức sàn, mức đủ điểm của tiêu chí %(code)s chưa đúng.") % about)
    if (node.way == NodeKind.TIERED) != bool(node.tiers) or len(node.tiers) > MOST_TIERS:
        raise InvalidTable(_("Các bậc của tiêu chí %(code)s chưa đúng.") % about, field="tiers")
    if node.tiers:
        _ensure_tiers(node)
    extras.ensure_fills_itself(node)


def _ensure_tiers(node: Node) -> None:
    """All by a threshold or none; no two alike; none beyond the criterion."""
    about = {"code": node.code}
    leasts = [tier.least for tier in node.tiers]
    names = {tier.name for tier in node.tiers}
    if len(names) != len(node.tiers) or any(tier.points > node.most for tier in node.tiers):
        raise InvalidTable(_("Các bậc của tiêu chí %(code)s trùng tên hoặc quá điểm.") % about)
    if any(least is None for least in leasts) and any(least is not None for least in leasts):
        raise InvalidTable(_("Các bậc của %(code)s phải cùng có hoặc cùng không ngưỡng.") % about)
    if leasts[0] is not None and len(set(leasts)) != len(leasts):
        raise InvalidTable(_("Hai bậc của tiêu chí %(code)s trùng ngưỡng.") % about)


def _ensure_bands(table: Table) -> None:
    lows = [band.low for band in table.bands]
    if len(lows) > MOST_BANDS or lows != sorted(set(lows), reverse=True):
        raise InvalidTable(_("Các mức xếp loại phải đi từ cao xuống thấp, không trùng điểm."))
    names = [band.name for band in table.bands]
    if len(set(names)) != len(names):
        raise InvalidTable(_("Hai mức xếp loại không được trùng tên."))
    for place, band in enumerate(table.bands):
        if band.otherwise and band.otherwise not in names[place + 1 :]:
            raise InvalidTable(
                _("Mức thay thế của “%(name)s” phải là một mức thấp hơn đã có trong bảng.")
                % {"name": band.name},
                field="otherwise",
            )
        _ensure_conditions(table, band)


def _ensure_conditions(table: Table, band: Band) -> None:
    if len(band.conditions) > MOST_CONDITIONS:
        raise InvalidTable(_("Mức “%(name)s” có quá nhiều điều kiện.") % {"name": band.name})
    for one in band.conditions:
        needs_node = one.kind in (ConditionKind.NO_ZERO, ConditionKind.NODE_AT_LEAST)
        if needs_node and one.node not in table.by_code:
            raise InvalidTable(
                _("Điều kiện của mức “%(name)s” nêu tiêu chí không có.") % {"name": band.name}
            )
