"""Boards as tables: XLSX and CSV with every row, the remainder and the sum.

Words are written as text, whatever they begin with; figures as numbers.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from sangkien.core import numbers
from sangkien.core.sheets import OPTIONS, Cell
from sangkien.reports import flash
from sangkien.reports.contents import Content, Group, Line, Numbers

A4 = 9


def heading(content: Content) -> list[str]:
    """What stands above the table: of what the figures are, on which base, and of when."""
    head = content.head
    lines = [
        f"{head.programme}, {head.period}",
        head.unit,
        _("Số liệu: đã gửi và hợp lệ, tính đến %(moment)s") % {"moment": flash.moment(head.as_of)},
    ]
    if head.tree_on:
        lines.append(_("Theo cây tổ chức ngày %(day)s") % {"day": f"{head.tree_on:%d/%m/%Y}"})
    return lines


def columns() -> list[str]:
    return [_("Hạng"), _("Mã đơn vị"), _("Đơn vị"), *_number_columns(), _("CĐCS"), _("CĐCS có SK")]


def _number_columns() -> list[str]:
    return [
        _("Đã gửi"),
        _("Hợp lệ"),
        _("Được công nhận"),
        _("Người tham gia"),
        _("Tiền làm lợi khai (đồng)"),
        _("Chỉ tiêu"),
        _("Chỉ tiêu tính theo"),
        _("Đạt"),
    ]


def rows(content: Content) -> Iterator[list[Cell]]:
    """Units in their order, then what is missing to the sum, then the sum."""
    for line in content.lines:
        yield _row(line)
    if content.lines and (content.rest_sent or content.rest_valid):
        yield ["", "", _("Còn lại (riêng cơ quan, đơn vị khác)"), *_rest(content)]
    total = content.total
    yield [
        "",
        content.head.unit_code,
        _("Cộng"),
        *_numbers(total),
        content.grassroots,
        total.covered,
    ]


def _row(line: Line) -> list[Cell]:
    return [line.rank, line.code, line.label, *_numbers(line), line.grassroots, line.covered]


def _rest(content: Content) -> list[Cell]:
    return [content.rest_sent, content.rest_valid, *[None] * 8]


def _numbers(found: Numbers) -> list[Cell]:
    standing = found.standing
    return [
        found.sent,
        found.valid,
        found.recognised,
        found.people,
        found.benefit_vnd,
        found.target,
        found.base_label if found.target else "",
        numbers.percent_words(standing.value, standing.target) if standing else "",
    ]


def group_columns() -> list[str]:
    return [_("Hạng"), _("Cụm, khối"), _("Số đơn vị"), *_number_columns()]


def group_rows(groups: Iterable[Group]) -> Iterator[list[Cell]]:
    for group in groups:
        name = f"    {group.name}" if group.is_block else group.name
        yield [group.rank, name, group.units, *_numbers(group)]


def workbook(content: Content) -> bytes:
    """ "Bảng Excel": units on the first sheet, clusters and blocks on the second."""
    tables = [(_("Đơn vị"), columns(), rows(content))]
    if content.groups:
        tables.append((_("Cụm, khối"), group_columns(), group_rows(content.groups)))
    return made_workbook(heading(content), tables)


def made_workbook(
    above: Sequence[str], tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]]
) -> bytes:
    """Written row by row into a file: memory does not grow with their number."""
    with tempfile.TemporaryFile() as file:
        with Workbook(file, dict(OPTIONS)) as book:
            for name, names, lines in tables:
                _write(book, name, above, names, lines)
        file.seek(0)
        return file.read()


def _write(
    book: Workbook,
    name: str,
    above: Sequence[str],
    names: Sequence[str],
    lines: Iterable[Sequence[Cell]],
) -> None:
    title = book.add_format({"bold": True, "font_size": 13})
    head = book.add_format(
        {"bold": True, "bg_color": "#DCE6F2", "border": 1, "text_wrap": True, "valign": "top"}
    )
    plain, number = (
        book.add_format({"border": 1}),
        book.add_format({"border": 1, "num_format": "#,##0"}),
    )
    page = book.add_worksheet(name)
    for place, label in enumerate(names):
        page.set_column(place, place, 34 if label in {_("Đơn vị"), _("Cụm, khối")} else 13)
    for at, words in enumerate(above):
        page.write_string(at, 0, words, title)
    top = len(above) + 1
    for place, label in enumerate(names):
        page.write_string(top, place, label, head)
    for at, line in enumerate(lines, start=top + 1):
        for place, cell in enumerate(line):
            _cell(page, (at, place), cell, plain=plain, number=number)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.freeze_panes(top + 1, 0)


def _cell(page: Any, place: tuple[int, int], cell: Cell, *, plain: Any, number: Any) -> None:
    if isinstance(cell, int):
        page.write_number(*place, cell, number)
    else:
        page.write_string(*place, cell or "", plain)
