""" "Bảng tổng hợp điểm" as an official paper: units as rows, the groups of the table as columns."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from django.utils.translation import gettext as _

from sangkien.core.periods import instant_words
from sangkien.papers.official import (
    Align,
    Block,
    Letterhead,
    OfficialPaper,
    Paragraph,
    Signature,
)
from sangkien.papers.official import Table as Printed
from sangkien.scoring.automatic import span_of
from sangkien.scoring.queries.grid import Grid, Seat
from sangkien.scoring.queries.years import Year, YearLine
from sangkien.scoring.rules.tables import Node, Table, points_words
from sangkien.units.queries import names_then
from sangkien.web.scoring import drawing
from sangkien.web.scoring.gridding import NOTHING, class_words

MOST_GROUPS = 8  # columns that fit on a page across


def tie_words(table: Table) -> list[str]:
    return drawing.ties(table)


def paper(grid: Grid, *, at: dt.datetime) -> OfficialPaper:
    when = grid.arena.opening.when
    body = (_table(grid), Paragraph(text=_legend(grid.arena.table)), *_figures(grid, at=at))
    return _paper(grid, body, when=when[:1].lower() + when[1:])


def year_paper(year: Year, grid: Grid, *, is_final: bool, at: dt.datetime) -> OfficialPaper:
    """Both halves and the year's score of each unit; `grid` is that of one half."""
    said = {"a": year.halves.first, "b": year.halves.second}
    how = _(
        "Điểm cả năm: (6 tháng đầu × %(a)d + 6 tháng cuối × %(b)d), chia tổng hệ số; thiếu một kỳ thì "
        "chưa có điểm cả năm."
    )
    body = (_year_table(year), Paragraph(text=how % said), *_figures(grid, at=at))
    when = _("cả năm %(year)d") % {"year": year.year}
    return replace(_paper(grid, body, when=when), is_draft=not is_final)


def _paper(grid: Grid, body: tuple[Block, ...], *, when: str) -> OfficialPaper:
    opening = grid.arena.opening
    names = names_then(opening.unit, span_of(opening.year, opening.part).until)
    return OfficialPaper(
        letterhead=Letterhead(superior=names.superior, issuer=names.unit, place=names.place),
        kind=_("BẢNG TỔNG HỢP ĐIỂM"),
        title=_("%(cluster)s, %(when)s") % {"cluster": grid.arena.name, "when": when},
        body=(Paragraph(text=opening.table.table.name, align="center", is_italic=True), *body),
        signatures=(
            Signature(lines=(_("NGƯỜI LẬP"),), note=_("(Ký, ghi rõ họ tên)")),
            Signature(lines=(_("TM. BAN CHẤP HÀNH"),)),
        ),
        is_landscape=True,
        is_draft=not grid.is_final,
    )


def _figures(grid: Grid, *, at: dt.datetime) -> tuple[Block, ...]:
    stage = grid.stage.label if grid.stage else _("cột điểm mới nhất của từng phiếu")
    if grid.is_final:
        stage = _("điểm đã công bố")
    said = {"stage": stage, "at": instant_words(at)}
    return (
        Paragraph(text=_("Số liệu: %(stage)s, lập lúc %(at)s.") % said),
        Paragraph(text=_ties(grid.arena.table)),
    )


def _legend(table: Table) -> str:
    return "; ".join(f"{one.code}: {one.name}" for one in table.below("")) + "."


def _ties(table: Table) -> str:
    found = tie_words(table)
    if not found:
        return _("Các đơn vị bằng tổng điểm thì đồng hạng.")
    return _("Bằng tổng điểm thì xét lần lượt: %(ties)s.") % {"ties": "; ".join(found)}


def _table(grid: Grid) -> Printed:
    table = grid.arena.table
    groups = table.below("")[:MOST_GROUPS] if len(table.below("")) <= MOST_GROUPS else ()
    heads = [f"{one.code} ({points_words(table.most_of(one) or one.most)})" for one in groups]
    header = (_("Hạng"), _("Đơn vị"), *heads, _("Tổng điểm"), _("Điểm xếp loại"), _("Xếp loại"))
    rows = tuple(
        (str(placed.rank) if placed else NOTHING, seat.unit.name, *_cells(seat, groups))
        for seat, placed in grid.ranked
    )
    right: Align = "right"
    middle = (right,) * (len(groups) + 2)
    return Printed(
        header=header,
        rows=rows,
        widths=(2, 8, *(2 for _one in groups), 3, 3, 4),
        aligns=("center", "left", *middle, "left"),
    )


def _year_table(year: Year) -> Printed:
    rows = tuple(
        (
            str(one.placed.rank) if one.placed else NOTHING,
            one.unit.name,
            *(NOTHING if points is None else points_words(points) for points in _year_points(one)),
            one.outcome.name or NOTHING,
            "; ".join((one.words, *one.outcome.findings)),
        )
        for one in year.lines
    )
    return Printed(
        header=(
            _("Hạng"),
            _("Đơn vị"),
            _("6 tháng đầu"),
            _("6 tháng cuối"),
            _("Cả năm"),
            _("Xếp loại"),
            _("Cách tính"),
        ),
        rows=rows,
        widths=(2, 8, 3, 3, 3, 4, 7),
        aligns=("center", "left", "right", "right", "right", "left", "left"),
    )


def _year_points(line: YearLine) -> tuple[int | Fraction | None, ...]:
    return (line.first, line.second, line.total)


def _cells(seat: Seat, groups: tuple[Node, ...]) -> list[str]:
    totals = seat.totals
    if totals is None:
        return [NOTHING] * (len(groups) + 3)
    return [
        *(points_words(totals.points[one.code]) for one in groups),
        points_words(totals.ranking),
        points_words(totals.class_score),
        class_words(seat),
    ]
