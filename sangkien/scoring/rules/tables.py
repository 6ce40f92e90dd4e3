"""Criteria tables: what their JSON says, checked and frozen. Points are whole hundredths inside."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from sangkien.scoring.enums import ConditionKind, NodeKind, Source, TieKind

POINT = 100  # hundredths
WHOLE = 100  # percent
COUNTED = (NodeKind.PENALTY, NodeKind.BONUS)  # by events
DAYS = 10  # between review meeting and publication, as guidance


@dataclass(frozen=True, kw_only=True)
class Tier:
    """ "Bậc": `points` when it is chosen, or when what was measured reaches `least`."""

    name: str
    points: int
    least: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class Automatic:
    """ "Tự tính": which figure the system suggests for a line, and the kind of line by which it gives
    points. `base` says which initiatives count, `aim` which kind of target is looked at.
    """

    source: Source
    way: NodeKind
    base: str = ""
    aim: str = ""


@dataclass(frozen=True, kw_only=True)
class Tie:
    """ "Tiêu chí phụ" for units with the same total; `node` is the line that is compared."""

    kind: TieKind
    node: str = ""


@dataclass(frozen=True, kw_only=True)
class Review:
    """ "Họp rà soát công khai" before the result goes out: None asks for it where the table is that of
    a cluster or block. `days` between meeting and publication are guidance.
    """

    is_asked: bool | None = None
    days: int = DAYS


@dataclass(frozen=True, kw_only=True)
class Node:
    """ "Nhóm tiêu chí" or "tiêu chí".

    `most` is the highest number of points, of a penalty the highest deduction; of a group it is the
    sum below. `each` is what one event gives or takes. `full` is the share in percent that gives all
    points, below `floor` there are none. `measure` is the unit of what is measured. `is_bonus`
    stands beside the base ("tiêu chuẩn cộng điểm"). `automatic` belongs to lines that fill themselves.
    """

    code: str
    name: str
    kind: NodeKind
    parent: str = ""
    most: int = 0
    is_bonus: bool = False
    tiers: tuple[Tier, ...] = ()
    each: int = 0
    full: Fraction = Fraction(WHOLE)
    floor: Fraction | None = None
    measure: str = ""
    note: str = ""
    automatic: Automatic | None = None

    @property
    def way(self) -> NodeKind:
        """How points come about, whoever or whatever fills the line."""
        return self.automatic.way if self.automatic else self.kind

    @property
    def is_group(self) -> bool:
        return self.kind == NodeKind.GROUP

    @property
    def is_measured(self) -> bool:
        """Whether a number is entered from which the points follow."""
        if self.way == NodeKind.TIERED:
            return self.tiers[0].least is not None
        return self.way in (NodeKind.PROPORTIONAL, *COUNTED)


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What a class asks beside the total; `words` is how the table says it."""

    kind: ConditionKind
    words: str
    percent: int = 0
    node: str = ""
    low: int = 0


@dataclass(frozen=True, kw_only=True)
class Band:
    """ "Mức xếp loại" from a total on. `otherwise` is the class that the table itself names for those
    who have the points and not the conditions; without it they have no class and are told why.
    """

    name: str
    low: int
    conditions: tuple[Condition, ...] = ()
    otherwise: str = ""


@dataclass(frozen=True, kw_only=True)
class Halves:
    """How two half-years make a year: (first * H1 + second * H2) / (first + second)."""

    first: int = 1
    second: int = 1


@dataclass(frozen=True, kw_only=True)
class Table:
    """ "Bảng tiêu chí chấm điểm". `cap` is the highest total that counts for the class, not for the
    rank; `completeness` says what is missing of the source.
    """

    name: str
    source: str
    nodes: tuple[Node, ...]
    bands: tuple[Band, ...] = ()
    cap: int | None = None
    halves: Halves = Halves()
    completeness: str = ""
    ties: tuple[Tie, ...] = ()
    review: Review = Review()

    @cached_property
    def asks_women(self) -> bool:
        """Whether the share of women decides between equals, as it is given on the cards."""
        return any(one.kind == TieKind.WOMEN and not one.node for one in self.ties)

    @cached_property
    def by_code(self) -> dict[str, Node]:
        return {node.code: node for node in self.nodes}

    @cached_property
    def items(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if not node.is_group)

    def below(self, code: str) -> tuple[Node, ...]:
        """Directly below a group; the tops for ""."""
        return tuple(node for node in self.nodes if node.parent == code)

    def most_of(self, node: Node) -> int:
        """What can be reached at most; penalties give nothing."""
        if node.is_group:
            return sum(self.most_of(one) for one in self.below(node.code))
        return 0 if node.way == NodeKind.PENALTY else node.most

    def in_order(self) -> Iterator[tuple[int, Node]]:
        """Depth and node, as the table is read."""
        yield from self._walk("", 0)

    def _walk(self, code: str, depth: int) -> Iterator[tuple[int, Node]]:
        for node in self.below(code):
            yield depth, node
            if node.is_group:
                yield from self._walk(node.code, depth + 1)

    def adds(self, node: Node) -> bool:
        """Whether it, or a group around it, stands beside the base."""
        while True:
            if node.is_bonus or node.way == NodeKind.BONUS:
                return True
            if not node.parent:
                return False
            node = self.by_code[node.parent]

    @property
    def base_most(self) -> int:
        return sum(self.most_of(one) for one in self.items if not self.adds(one))

    @property
    def bonus_most(self) -> int:
        return sum(self.most_of(one) for one in self.items if self.adds(one))


def dump(table: Table) -> dict[str, Any]:
    """The content that `read` gives the same table for."""
    return {
        "name": table.name,
        "source": table.source,
        "completeness": table.completeness,
        "nodes": [_dump_node(node) for node in table.nodes],
        "bands": [_dump_band(band) for band in table.bands],
        "cap": written(table.cap) if table.cap is not None else None,
        "halves": {"first": str(table.halves.first), "second": str(table.halves.second)},
        "ties": [{"kind": one.kind.value, "node": one.node} for one in table.ties],
        "review": {"asked": table.review.is_asked, "days": str(table.review.days)},
    }


def digest(content: Any) -> str:
    """The same content, the same hash, however its keys are ordered."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def written(points: int) -> str:
    """As it stands in JSON: "12.5"; floats never do."""
    whole, rest = divmod(points, POINT)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else f"{whole}"


def points_words(points: int | Fraction) -> str:
    """8467 -> "84,67"; exact fractions are rounded half up to hundredths, only for the eye."""
    exact = isinstance(points, int)  # thousands on a page: no fractions for them
    rounded = abs(int(points)) if exact else int(abs(Fraction(points)) + Fraction(1, 2))
    whole, rest = divmod(rounded, POINT)
    sign = "-" if points < 0 and rounded else ""
    return f"{sign}{whole},{rest:02d}".rstrip("0").rstrip(",") if rest else f"{sign}{whole}"


def _dump_node(node: Node) -> dict[str, Any]:
    row: dict[str, Any] = {
        "code": node.code,
        "parent": node.parent,
        "name": node.name,
        "kind": node.kind.value,
    }
    if not node.is_group:
        row["most"] = written(node.most)
    extra = {
        "bonus": node.is_bonus,
        "measure": node.measure,
        "note": node.note,
        "each": written(node.each) if node.each else "",
        "full": str(node.full) if node.way == NodeKind.PROPORTIONAL else "",
        "floor": str(node.floor) if node.floor is not None else "",
        "tiers": [_dump_tier(tier) for tier in node.tiers],
        "automatic": _dump_automatic(node.automatic) if node.automatic else None,
    }
    return row | {name: value for name, value in extra.items() if value}


def _dump_automatic(one: Automatic) -> dict[str, str]:
    return {"source": one.source.value, "way": one.way.value, "base": one.base, "aim": one.aim}


def _dump_tier(tier: Tier) -> dict[str, str]:
    row = {"name": tier.name, "points": written(tier.points)}
    return row if tier.least is None else row | {"least": str(tier.least)}


def _dump_band(band: Band) -> dict[str, Any]:
    return {
        "name": band.name,
        "low": written(band.low),
        "otherwise": band.otherwise,
        "conditions": [
            {
                "kind": one.kind.value,
                "words": one.words,
                "percent": str(one.percent),
                "node": one.node,
                "low": written(one.low),
            }
            for one in band.conditions
        ],
    }
