""" "Bảng tổng hợp điểm" as an official paper: units as rows, the groups of the table as columns."""

import datetime as dt

from django.utils.translation import gettext as _

from sangkien.core.periods import instant_words
from sangkien.papers.official import (
    Align,
    Letterhead,
    OfficialPaper,
    Paragraph,
    Signature,
)
from sangkien.papers.official import Table as Printed
from sangkien.scoring.automatic import span_of
from sangkien.scoring.queries.grid import Grid, Seat
from sangkien.scoring.rules.tables import Node, Table, points_words
from sangkien.units.queries import names_then
from sangkien.web.scoring import drawing
from sangkien.web.scoring.gridding import NOTHING, class_words

MOST_GROUPS = 8  # columns that fit on a page across


def tie_words(table: Table) -> list[str]:
    return drawing.ties(table)


def paper(grid: Grid, *, at: dt.datetime) -> OfficialPaper:
    opening = grid.arena.opening
    names = names_then(opening.unit, span_of(opening.year, opening.part).until)
    stage = grid.stage.label if grid.stage else _("cột điểm mới nhất của từng phiếu")
    said = {"stage": stage, "at": instant_words(at)}
    return OfficialPaper(
        letterhead=Letterhead(superior=names.superior, issuer=names.unit, place=names.place),
        kind=_("BẢNG TỔNG HỢP ĐIỂM"),
        title=_("%(cluster)s, %(when)s")
        % {
            "cluster": grid.arena.name,
            "when": opening.when[:1].lower() + opening.when[1:],
        },
        body=(
            Paragraph(text=opening.table.table.name, align="center", is_italic=True),
            _table(grid),
            Paragraph(text=_legend(grid.arena.table)),
            Paragraph(text=_("Số liệu: %(stage)s, lập lúc %(at)s.") % said),
            Paragraph(text=_ties(grid.arena.table)),
        ),
        signatures=(
            Signature(lines=(_("NGƯỜI LẬP"),), note=_("(Ký, ghi rõ họ tên)")),
            Signature(lines=(_("TM. BAN CHẤP HÀNH"),)),
        ),
        is_landscape=True,
        is_draft=not grid.is_final,
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
