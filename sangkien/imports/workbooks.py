"""Workbooks that we make: the template to fill in, and the lines that were not taken.

Every cell is written as text, never as a formula or a link, whatever it begins with.
"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from sangkien.core.sheets import OPTIONS
from sangkien.imports.kinds import Column, Kind, Sheet
from sangkien.imports.models import ImportLine

DATA, ADVICE, LISTS = "Danh sách", "Hướng dẫn", "Danh mục"
FORMATTED_ROWS = 5_000  # drop-downs reach so far; typed text is checked anyway
MOST_CHOICES = 5_000


def template(kind: Kind, unit_id: int) -> bytes:
    """ "Tệp mẫu": an empty list with drop-downs, and a sheet that explains and shows examples."""
    options = {**OPTIONS, "constant_memory": False}  # a validation stands before its list
    choices = {name: values[:MOST_CHOICES] for name, values in kind.choices(unit_id).items()}

    def write(book: Workbook) -> None:
        head, plain = _formats(book)
        sheet = book.add_worksheet(DATA)
        _head(sheet, kind.columns, head, plain)
        _explain(book.add_worksheet(ADVICE), kind, head, plain)
        _drop_downs(book, sheet, kind.columns, choices, plain)

    return _made(write, options)


def sheet(kind: Kind, made: Sheet) -> bytes:
    """ "Bảng hiện có": may be corrected and sent again, and prints as the official list."""
    return table(kind.columns, made)


def table(columns: Sequence[Column], made: Sheet) -> bytes:
    """A table under its title, for print and for reading."""

    def write(book: Workbook) -> None:
        head, _plain = _formats(book)
        wrapped = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        title = book.add_format({"bold": True, "font_size": 13, "num_format": "@"})
        page = book.add_worksheet(DATA)
        for place, column in enumerate(columns):
            page.set_column(place, place, column.width, wrapped)
        for number, line in enumerate(made.title):
            page.write_string(number, 0, line, title)
        top = len(made.title) + 1 if made.title else 0
        for place, column in enumerate(columns):
            page.write_string(top, place, column.label, head)
        for number, cells in enumerate(made.lines, start=top + 1):
            for place, column in enumerate(columns):
                page.write_string(number, place, cells.get(column.key, ""), wrapped)
        _for_print(page, top)

    return _made(write, OPTIONS)


def _for_print(page: Any, head: int) -> None:
    """A4 across, as wide as one page, the head on each, room for a signature below."""
    page.freeze_panes(head + 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.set_footer("&LTrang &P/&N&RTM. BAN CHẤP HÀNH CÔNG ĐOÀN")


def wrong_lines(kind: Kind, lines: Iterable[ImportLine]) -> bytes:
    """ "Các dòng lỗi": as they were written, with the reason behind; may be sent again corrected."""

    def write(book: Workbook) -> None:
        head, plain = _formats(book)
        sheet = book.add_worksheet(DATA)
        _head(sheet, kind.columns, head, plain)
        reasons = len(kind.columns)
        sheet.set_column(reasons, reasons, 70, plain)
        sheet.write_string(0, reasons, "Lý do", head)
        for number, line in enumerate(lines, start=1):
            for place, column in enumerate(kind.columns):
                sheet.write_string(number, place, line.cells.get(column.key, ""), plain)
            said = " ".join([*line.reasons, *line.notes])
            sheet.write_string(number, reasons, f"Dòng {line.row}: {said}", plain)

    return _made(write, OPTIONS)


def _made(write: Any, options: Mapping[str, object]) -> bytes:
    with tempfile.TemporaryFile() as file:
        with Workbook(file, dict(options)) as book:
            write(book)
        file.seek(0)
        return file.read()


def _formats(book: Workbook) -> tuple[Any, Any]:
    head = book.add_format(
        {
            "bold": True,
            "num_format": "@",
            "bg_color": "#DCE6F2",
            "border": 1,
            "text_wrap": True,
            "valign": "top",
        }
    )
    # Text keeps the zeros in front of codes and telephone numbers.
    return head, book.add_format({"num_format": "@"})


def _head(sheet: Any, columns: Sequence[Column], head: Any, plain: Any) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, plain)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.label, head)
    sheet.freeze_panes(1, 0)


def _explain(sheet: Any, kind: Kind, head: Any, plain: Any) -> None:
    sheet.set_column(0, max(len(kind.columns), 3), 26, plain)
    lines = [str(kind.name), *kind.advice, ""]
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line, head if number == 0 else plain)
    row = len(lines)
    for place, title in enumerate(("Cột", "Bắt buộc", "Cách ghi")):
        sheet.write_string(row, place, title, head)
    for column in kind.columns:
        row += 1
        required = "Có" if column.is_required else ""
        for place, said in enumerate((column.label, required, column.hint)):
            sheet.write_string(row, place, said, plain)
    row += 2
    sheet.write_string(row, 0, "Ví dụ (chỉ để xem, không nhập từ trang này)", head)
    for place, column in enumerate(kind.columns):
        sheet.write_string(row + 1, place, column.label, head)
        for number, example in enumerate(column.examples, start=2):
            sheet.write_string(row + number, place, example, plain)


def _drop_downs(
    book: Workbook,
    sheet: Any,
    columns: Sequence[Column],
    choices: Mapping[str, list[str]],
    plain: Any,
) -> None:
    wanted = [name for name in choices if choices[name]]
    if not wanted:
        return
    lists = book.add_worksheet(LISTS)
    lists.hide()
    for place, name in enumerate(wanted):
        for number, value in enumerate(choices[name]):
            lists.write_string(number, place, value, plain)
    for place, column in enumerate(columns):
        if column.choices in wanted:
            letter = chr(ord("A") + wanted.index(column.choices))
            source = f"='{LISTS}'!${letter}$1:${letter}${len(choices[column.choices])}"
            rule = {
                "validate": "list",
                "source": source,
                "error_type": "warning",
                "error_title": _("Ngoài danh mục"),
                "error_message": _("Giá trị này không có trong danh mục của đơn vị."),
            }
            sheet.data_validation(1, place, FORMATTED_ROWS, place, rule)
