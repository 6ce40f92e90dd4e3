"""The comparison grid as plain rows: written at once as HTML, and the same as a workbook."""

import html
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.scoring.queries.grid import Grid, Seat
from sangkien.scoring.rules.tables import Node, points_words
from sangkien.web.scoring import drawing

NOTHING = "–"
UP, DOWN = "▲", "▼"
MOST_DRAWN = 200  # units on a page; ranks count all, the files have all


@dataclass(frozen=True, kw_only=True)
class Cell:
    """`before` is what the column before gave, where that was another mark."""

    words: str
    before: str = ""
    is_higher: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the grid; `kind` is "group", "item" or "sum"."""

    code: str
    name: str
    most: str
    kind: str
    cells: tuple[Cell, ...]


def rows(grid: Grid) -> Iterator[Row]:
    """The lines of the table, then totals, class and rank."""
    for line in drawing.lines(grid.arena.table):
        yield Row(
            code=line.node.code,
            name=line.node.name,
            most=line.points,
            kind="group" if line.node.is_group else "item",
            cells=tuple(_cell(seat, line.node) for seat in grid.seats),
        )
    yield from _sums(grid)


def _cell(seat: Seat, node: Node) -> Cell:
    if seat.totals is None or (not node.is_group and node.code not in seat.given):
        return Cell(words=NOTHING)
    points = seat.totals.points[node.code]
    before = seat.changed.get(node.code)
    if before is None:
        return Cell(words=points_words(points))
    return Cell(words=points_words(points), before=points_words(before), is_higher=points > before)


def _sums(grid: Grid) -> Iterator[Row]:
    table = grid.arena.table
    seats = [(seat, seat.totals, grid.placed.get(seat.unit.pk)) for seat in grid.seats]
    yield _sum(
        _("Tổng điểm xếp hạng"), [points_words(t.ranking) if t else "" for _s, t, _p in seats]
    )
    if table.cap is not None:
        capped = [points_words(t.class_score) if t else "" for _s, t, _p in seats]
        yield _sum(_("Điểm xếp loại"), capped, most=points_words(table.cap))
    if table.bands:
        yield _sum(_("Xếp loại"), [class_words(seat) for seat, _t, _p in seats])
    yield _sum(_("Hạng"), [str(placed.rank) if placed else "" for _s, _t, placed in seats])


def _sum(name: str, words: list[str], *, most: str = "") -> Row:
    cells = tuple(Cell(words=one or NOTHING) for one in words)
    return Row(code="", name=name, most=most, kind="sum", cells=cells)


def class_words(seat: Seat) -> str:
    if seat.totals is None:
        return ""
    return seat.outcome.name or _("Chưa xếp loại")


def written(grid: Grid, *, ranking_url: str) -> SafeString:
    """Head and body of the table; four thousand cells in a few hundredths of a second."""
    parts = ["<thead><tr>", f'<th scope="col" class="grid__name">{html.escape(_("Tiêu chí"))}</th>']
    for seat in grid.seats:
        url = reverse("scoring:card", args=[seat.card.pk])
        stage = seat.column.get_stage_display() if seat.column else _("Chưa có điểm")
        parts.append(
            f'<th scope="col"><a href="{url}">{html.escape(seat.unit.label)}</a>'
            f'<span class="grid__stage">{html.escape(stage)}</span></th>'
        )
    parts.append("</tr></thead><tbody>")
    parts.extend(map(_written, rows(grid)))
    parts.append(_whys(grid, ranking_url))
    parts.append("</tbody>")
    return SafeString("".join(parts))


def _written(row: Row) -> str:
    code = f"<b>{html.escape(row.code)}</b> " if row.code else ""
    most = f' <span class="muted">({row.most})</span>' if row.most else ""
    head = (
        f'<tr class="grid__{row.kind}"><th scope="row" class="grid__name">'
        f"<span>{code}{html.escape(row.name)}{most}</span></th>"
    )
    return head + "".join(map(_td, row.cells)) + "</tr>"


def _td(cell: Cell) -> str:
    if not cell.before:
        return f"<td>{html.escape(cell.words)}</td>"
    sign = UP if cell.is_higher else DOWN
    words = html.escape(_("cột trước %(points)s") % {"points": cell.before})
    return (
        f'<td class="is-changed">{html.escape(cell.words)}'
        f'<small>{sign} <span class="visually-hidden">{words}</span>'
        f'<span aria-hidden="true">{html.escape(cell.before)}</span></small></td>'
    )


def _whys(grid: Grid, url: str) -> str:
    why, label = html.escape(_("Vì sao?")), html.escape(_("Vì sao hạng này"))
    cells = "".join(
        f'<td><a href="{html.escape(url)}#don-vi-{seat.unit.pk}">{why}</a></td>'
        if seat.unit.pk in grid.placed
        else f"<td>{NOTHING}</td>"
        for seat in grid.seats
    )
    head = f'<th scope="row" class="grid__name"><span>{label}</span></th>'
    return f'<tr class="grid__sum screen-only">{head}{cells}</tr>'
