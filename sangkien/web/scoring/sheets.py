"""The comparison grid as Excel file: every cell as text or number, never a formula."""

import io
from datetime import datetime

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from sangkien.core import numbers
from sangkien.scoring.queries.grid import Grid
from sangkien.web.scoring.gridding import Cell, Row, rows
from sangkien.web.shared.templatetags import vi

OPTIONS = {
    "in_memory": True,
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
HEAD_ROW = 4
FIRST_UNIT = 3
SHADE = "#FBEFD5"


def made(grid: Grid, *, shown: str, at: datetime) -> bytes:
    """Exactly what is on the page; a mark that is not that of the column before is shaded and keeps
    the other one in the second sheet.
    """
    kept = io.BytesIO()
    found = list(rows(grid))
    with Workbook(kept, OPTIONS) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        marked = book.add_format({"bg_color": SHADE, "valign": "top"})
        page = book.add_worksheet(_("Đối chiếu"))
        page.set_landscape()
        page.repeat_columns(0, 1)
        page.set_column(0, 0, 8)
        page.set_column(1, 1, 44)
        page.set_column(2, 2 + len(grid.seats), 14)
        page.write_string(0, 0, str(grid.arena.opening), bold)
        page.write_string(1, 0, grid.arena.name)
        page.write_string(2, 0, f"{shown} · {vi.as_of(at)}")
        heads = [_("Mã"), _("Tiêu chí"), _("Điểm tối đa")]
        for place, name in enumerate([*heads, *(seat.unit.name for seat in grid.seats)]):
            page.write_string(HEAD_ROW, place, name, bold)
        page.freeze_panes(HEAD_ROW + 1, FIRST_UNIT)
        for number, row in enumerate(found, start=HEAD_ROW + 1):
            style = plain if row.kind == "item" else bold
            page.write_string(number, 0, row.code, style)
            page.write_string(number, 1, row.name, style)
            _write(page, number, 2, row.most, style)
            for place, cell in enumerate(row.cells, start=FIRST_UNIT):
                _write(page, number, place, cell.words, marked if cell.before else style)
        _changes(book, grid, found, bold)
    return kept.getvalue()


def _write(page: "object", row: int, place: int, words: str, style: "object") -> None:
    value = numbers.parse_decimal(words) if words[:1].isdigit() else None
    if value is None:
        page.write_string(row, place, words, style)  # type: ignore[attr-defined]
    else:
        page.write_number(row, place, value, style)  # type: ignore[attr-defined]


def _changes(book: Workbook, grid: Grid, found: list[Row], bold: "object") -> None:
    page = book.add_worksheet(_("Chấm khác cột trước"))
    heads = (_("Đơn vị"), _("Mã"), _("Tiêu chí"), _("Cột trước"), _("Cột này"), _("Lý do"))
    for place, name in enumerate(heads):
        page.write_string(0, place, name, bold)
    page.set_column(0, 0, 34)
    page.set_column(2, 2, 44)
    page.set_column(5, 5, 50)
    number = 1
    for place, seat in enumerate(grid.seats):
        for row in found:
            cell: Cell = row.cells[place]
            if not cell.before:
                continue
            reason = seat.column.reasons.get(row.code, "") if seat.column else ""
            words = (seat.unit.name, row.code, row.name, cell.before, cell.words, reason)
            for at, one in enumerate(words):
                page.write_string(number, at, one)
            number += 1
