"""A criteria table as pages and papers show it."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from sangkien.agreements.enums import TargetBase, TargetKind
from sangkien.core import numbers
from sangkien.scoring.enums import NodeKind
from sangkien.scoring.rules import ranking
from sangkien.scoring.rules.extras import SHARES
from sangkien.scoring.rules.tables import Band, Node, Table, points_words


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row: `how` says how its points come about; the edges say where it can move."""

    node: Node
    depth: int
    points: str
    how: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BandLine:
    place: int
    name: str
    low: str
    conditions: tuple[str, ...]
    otherwise: str


@dataclass(frozen=True, kw_only=True)
class Sums:
    base: str
    bonus: str
    cap: str


def decimal(value: Fraction) -> Decimal:
    """Exact: what tables keep was typed as a decimal number."""
    return Decimal(value.numerator) / value.denominator


def written(value: Fraction) -> str:
    return numbers.written(decimal(value))


def lines(table: Table) -> list[Line]:
    return [
        Line(node=node, depth=depth, points=_points(table, node), how=tuple(how(node)))
        for depth, node in table.in_order()
    ]


def _points(table: Table, node: Node) -> str:
    if node.way == NodeKind.PENALTY:
        return f"-{points_words(node.most)}"
    return points_words(table.most_of(node) if node.is_group else node.most)


def how(node: Node) -> list[str]:
    found = [*_filled_words(node), *_kind_words(node)]
    if node.note:
        found.append(node.note)
    return found


def _filled_words(node: Node) -> list[str]:
    one = node.automatic
    if one is None:
        return []
    about = [str(one.source.label)]
    if one.base:
        about.append(_("đếm sáng kiến %(base)s") % {"base": TargetBase(one.base).label})
    if one.aim:
        about.append(_("chỉ tiêu loại “%(kind)s”") % {"kind": TargetKind(one.aim).label})
    return [_("Tự tính: %(what)s") % {"what": ", ".join(about)}]


def _kind_words(node: Node) -> list[str]:
    said = {"each": points_words(node.each), "most": points_words(node.most)}
    words = {
        NodeKind.YES_NO: _("Có thì đủ điểm, không thì 0"),
        NodeKind.BONUS: _("Mỗi lần cộng %(each)s, tối đa %(most)s") % said,
        NodeKind.PENALTY: _("Mỗi lần trừ %(each)s, tối đa %(most)s") % said,
    }
    if node.way == NodeKind.TIERED:
        return [f"{tier.name}: {points_words(tier.points)}" for tier in node.tiers]
    if node.way == NodeKind.PROPORTIONAL:
        return _share_words(node)
    return [words[node.way]] if node.way in words else []


def _share_words(node: Node) -> list[str]:
    sign = "" if node.automatic and node.automatic.source not in SHARES else " %"
    full = _("Theo tỷ lệ, đạt %(full)s thì đủ điểm") % {"full": written(node.full) + sign}
    if node.floor is None:
        return [full]
    return [full, _("Dưới %(floor)s thì 0 điểm") % {"floor": written(node.floor) + sign}]


def ties(table: Table) -> list[str]:
    """What decides between units with the same total, in its order."""
    labels = {node.code: node.name for node in table.nodes}
    return [ranking.words_of(one, labels) for one in table.ties]


def review(table: Table, *, is_asked: bool) -> str:
    if not is_asked:
        return _("Không cần họp rà soát trước khi công bố")
    return _("Họp rà soát công khai, công bố sau khoảng %(n)d ngày") % {"n": table.review.days}


def bands(table: Table) -> list[BandLine]:
    return [_band(place, band) for place, band in enumerate(table.bands)]


def _band(place: int, band: Band) -> BandLine:
    return BandLine(
        place=place,
        name=band.name,
        low=points_words(band.low),
        conditions=tuple(one.words for one in band.conditions),
        otherwise=band.otherwise,
    )


def sums(table: Table) -> Sums:
    return Sums(
        base=points_words(table.base_most),
        bonus=points_words(table.bonus_most),
        cap=points_words(table.cap) if table.cap is not None else "",
    )
