"""Reading what a criteria table says beside its lines: figures that fill them, ties, the review."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from sangkien.scoring.enums import NodeKind, Source, TieKind
from sangkien.scoring.errors import InvalidTable
from sangkien.scoring.rules.tables import COUNTED, DAYS, Automatic, Node, Review, Table, Tie

MOST_TIES, MOST_DAYS = 5, 90
WAYS = (NodeKind.PROPORTIONAL, NodeKind.TIERED, NodeKind.PENALTY, NodeKind.BONUS)
SHARES = frozenset({Source.TARGET, Source.COVERAGE, Source.REPORTS, Source.ANSWERS})
BY_EVENT = {
    NodeKind.PENALTY: frozenset({Source.REPORTS, Source.ANSWERS}),
    NodeKind.BONUS: frozenset({Source.ENTRIES, Source.PRACTICES, Source.SUPPORT}),
}
BASES = ("sent", "valid", "recognised")
AIMS = ("count", "coverage", "rate", "each", "number", "percent")


def automatic(value: Any, code: str) -> Automatic:
    row = value if isinstance(value, Mapping) else {}
    try:
        source, way = Source(str(row.get("source"))), NodeKind(str(row.get("way")))
    except ValueError:
        raise InvalidTable(
            _("Hãy chọn nguồn số liệu và cách tính điểm của tiêu chí %(code)s.") % {"code": code},
            field="source",
        ) from None
    base, aim = str(row.get("base") or ""), str(row.get("aim") or "")
    return Automatic(
        source=source,
        way=way,
        base=_one_of(base, BASES) if source in (Source.ENTRIES, Source.COVERAGE) else "",
        aim=_one_of(aim, AIMS) if source == Source.TARGET else "",
    )


def _one_of(value: str, allowed: Sequence[str]) -> str:
    """Nothing is chosen: valid ones, any kind of target."""
    if not value:
        return "valid" if allowed is BASES else ""
    if value not in allowed:
        raise InvalidTable(_("Bảng điểm không đúng cấu trúc."))
    return value


def ensure_fills_itself(node: Node) -> None:
    """A figure gives points in a way that means something for it."""
    found = node.automatic
    if found is None:
        return
    about = {"code": node.code}
    if found.way not in WAYS or found.source not in BY_EVENT.get(found.way, Source):
        raise InvalidTable(
            _("Nguồn số liệu của tiêu chí %(code)s không tính điểm theo cách này được.") % about,
            field="way",
        )
    if found.way == NodeKind.TIERED and not node.is_measured:
        raise InvalidTable(
            _("Các bậc của tiêu chí %(code)s phải có ngưỡng để hệ thống tự chọn.") % about,
            field="tiers",
        )


def ties(rows: Any) -> tuple[Tie, ...]:
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise InvalidTable(_("Bảng điểm không đúng cấu trúc."))
    return tuple(_tie(row) for row in rows)


def _tie(row: Mapping[str, Any]) -> Tie:
    try:
        kind = TieKind(str(row.get("kind")))
    except ValueError:
        raise InvalidTable(_("Bảng điểm không đúng cấu trúc.")) from None
    return Tie(kind=kind, node=str(row.get("node") or ""))


def review(row: Any) -> Review:
    if not isinstance(row, Mapping):
        raise InvalidTable(_("Bảng điểm không đúng cấu trúc."))
    asked, days = row.get("asked"), str(row.get("days", DAYS))
    if asked not in (None, True, False) or not (days.isascii() and days.isdigit()):
        raise InvalidTable(_("Số ngày sau họp rà soát phải là số nguyên."), field="days")
    if int(days) > MOST_DAYS:
        raise InvalidTable(
            _("Số ngày sau họp rà soát nhiều nhất %(n)d.") % {"n": MOST_DAYS}, field="days"
        )
    return Review(is_asked=asked, days=int(days))


def ensure_ties(table: Table) -> None:
    """Each once, those about a line name one of the table, the share of women one that is measured or
    none: then it is given on the cards.
    """
    if len(set(table.ties)) != len(table.ties) or len(table.ties) > MOST_TIES:
        raise InvalidTable(
            _("Nhiều nhất %(n)d tiêu chí phụ, không trùng nhau.") % {"n": MOST_TIES}, field="ties"
        )
    for one in table.ties:
        node = table.by_code.get(one.node)
        needs = one.kind == TieKind.NODE
        is_wrong = (node is None) if needs else bool(one.node)
        if one.kind == TieKind.WOMEN:
            is_wrong = bool(one.node) and not _measures_a_share(node)
        if is_wrong:
            raise InvalidTable(_("Một tiêu chí phụ nêu dòng không phù hợp."), field="ties")


def _measures_a_share(node: Node | None) -> bool:
    return node is not None and node.is_measured and node.way not in COUNTED
