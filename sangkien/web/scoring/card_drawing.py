"""A card as pages and papers show it: one column beside the other."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.scoring.enums import ColumnState, NodeKind, Stage
from sangkien.scoring.rules import marks as marking
from sangkien.scoring.rules.extras import SHARES
from sangkien.scoring.rules.marks import Class, Mark, Marks, Totals
from sangkien.scoring.rules.tables import COUNTED, Node, Table, points_words
from sangkien.web.scoring import drawing
from sangkien.web.shared.templatetags import vi

if TYPE_CHECKING:
    from sangkien.scoring.models import Card, CardEvidence, Column, Explanation

HEADS = {
    Stage.SELF: gettext_lazy("Tự chấm"),
    Stage.CLUSTER: gettext_lazy("Cụm, khối"),
    Stage.DEPARTMENT: gettext_lazy("Thẩm định"),
    Stage.COUNCIL: gettext_lazy("Hội đồng"),
}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """`head` names the column, `how` is what was measured or chosen where it is not
    the same as before; `differs` from the one before."""

    head: str
    points: str
    how: str = ""
    differs: bool = False


@dataclass(frozen=True, kw_only=True)
class Remark:
    who: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Row:
    node: Node
    depth: int
    most: str
    cells: tuple[Cell, ...]
    remarks: tuple[Remark, ...] = ()
    files: "tuple[CardEvidence, ...]" = ()
    may_explain: bool = False


@dataclass(frozen=True, kw_only=True)
class Result:
    """Below one column."""

    head: str
    base: str
    bonus: str
    penalty: str
    total: str
    class_name: str
    findings: tuple[str, ...]
    column: "Column"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    results: tuple[Result, ...]

    @property
    def columns(self) -> str:
        """For the tag of tables."""
        names = [_("Nội dung"), _("Tối đa#"), *(f"{head}#" for head in self.heads)]
        return "|".join(names)

    @property
    def last(self) -> Result | None:
        return self.results[-1] if self.results else None


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What stands beside the marks: files and answers by code; lines that the unit may answer."""

    files: "Mapping[str, Sequence[CardEvidence]]" = field(default_factory=dict)
    explanations: "Mapping[str, Sequence[Explanation]]" = field(default_factory=dict)
    explainable: frozenset[str] = frozenset()


def head(column: "Column") -> str:
    return str(HEADS[Stage(column.stage)])


@dataclass(frozen=True, kw_only=True)
class _Read:
    """A column with what its JSON says, read once."""

    column: "Column"
    marks: Marks
    totals: Totals


def _read(table: Table, column: "Column") -> _Read:
    marks = column.content.marks
    return _Read(column=column, marks=marks, totals=marking.totals(table, marks))


def sheet(card: "Card", columns: "Sequence[Column]", beside: Beside) -> Sheet:
    table = card.opening.table.table
    found = [_read(table, column) for column in columns]
    return Sheet(
        heads=tuple(head(column) for column in columns),
        rows=tuple(_row(table, node, depth, found, beside) for depth, node in table.in_order()),
        results=tuple(_result(table, one.column, one.totals) for one in found),
    )


def _row(
    table: Table,
    node: Node,
    depth: int,
    columns: Sequence[_Read],
    beside: Beside,
) -> Row:
    most = points_words(table.most_of(node) if node.is_group else node.most)
    return Row(
        node=node,
        depth=depth,
        most=f"-{most}" if node.way == NodeKind.PENALTY else most,
        cells=tuple(_cells(node, columns)),
        remarks=tuple(_remarks(node, [one.column for one in columns], beside)),
        files=tuple(beside.files.get(node.code, ())),
        may_explain=node.code in beside.explainable,
    )


def _cells(node: Node, columns: Sequence[_Read]) -> list[Cell]:
    cells: list[Cell] = []
    before: str | None = None
    reached = ""
    for one in columns:
        points = points_words(one.totals.points[node.code])
        mark = one.marks.get(node.code)
        shown = points if node.is_group or mark else "—"
        words = how(node, mark)
        cells.append(
            Cell(
                head=head(one.column),
                points=shown,
                how=words if words != reached else "",
                differs=before is not None and shown != before,
            )
        )
        before, reached = shown, words
    return cells


def how(node: Node, mark: Mark | None) -> str:
    """ "97,5 %", "2 lần", the name of the tier."""
    if mark is None or node.is_group:
        return ""
    if mark.tier is not None:
        return node.tiers[mark.tier].name
    if mark.value is None:
        return ""
    return f"{drawing.written(mark.value)} {unit_of(node)}".strip()


def unit_of(node: Node) -> str:
    """What is counted or measured."""
    if node.way in COUNTED:
        return node.measure or _("lần")
    if node.automatic is not None:
        return node.measure or ("%" if node.automatic.source in SHARES else "")
    return node.measure or ("%" if node.kind == NodeKind.PROPORTIONAL else "")


def _remarks(node: Node, columns: "Sequence[Column]", beside: Beside) -> list[Remark]:
    found = [
        Remark(who=head(column), words=said[node.code])
        for column in columns
        for said in (column.notes, column.reasons)
        if said.get(node.code)
    ]
    counted = [
        Remark(who=_("Hệ thống tính, %(head)s") % {"head": head(column).lower()}, words=words)
        for column in columns
        if (words := counted_words(column, node.code))
    ]
    answers = beside.explanations.get(node.code, ())
    return [
        *counted[-1:],
        *found,
        *(Remark(who=_("Giải trình"), words=one.words) for one in answers),
    ]


def counted_words(column: "Column", code: str) -> str:
    """What the system had counted when the column was submitted, and whether that was taken over."""
    working = column.workings.get(code)
    if not working:
        return ""
    at = dt.datetime.fromisoformat(working["as_of"])
    taken = _("lấy theo số này") if working["taken"] else _("chấm khác số này")
    return f"{working['words']} ({vi.as_of(at)}), {taken}"


def _result(table: Table, column: "Column", totals: Totals) -> Result:
    given = classed(table, column, totals)
    return Result(
        head=head(column),
        base=points_words(totals.base),
        bonus=points_words(totals.bonus),
        penalty=points_words(totals.penalty),
        total=points_words(totals.ranking),
        class_name=given.name or ("" if not table.bands else _("Chưa xếp loại")),
        findings=given.findings,
        column=column,
    )


def classed(table: Table, column: "Column", totals: Totals) -> Class:
    return marking.classify(table, totals, stated=frozenset(column.statements))


def by_code(rows: "Sequence[CardEvidence]") -> "dict[str, list[CardEvidence]]":
    found: dict[str, list[CardEvidence]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(row)
    return found


def answers_by_code(rows: "Sequence[Explanation]") -> "dict[str, list[Explanation]]":
    found: dict[str, list[Explanation]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(row)
    return found


@dataclass(frozen=True, kw_only=True)
class Former:
    """A column that counts no more: what it said, who took it away and why."""

    head: str
    column: "Column"
    total: str
    lines: tuple[str, ...]


def formers(card: "Card", columns: "Sequence[Column]") -> list[Former]:
    table = card.opening.table.table
    return [
        Former(
            head=head(column),
            column=column,
            total=points_words(column.total),
            lines=tuple(_former_lines(table, column)),
        )
        for column in columns
        if column.state == ColumnState.RETIRED
    ]


def _former_lines(table: Table, column: "Column") -> list[str]:
    points = marking.totals(table, column.content.marks).points
    return [
        _("%(code)s: %(points)s") % {"code": node.code, "points": points_words(points[node.code])}
        for node in table.items
    ]
