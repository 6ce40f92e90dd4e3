"""An Excel file written row by row, in memory that does not grow with the rows.

Sheets have the size that Excel reads; then the next one begins.
"""

import datetime as dt
import re
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from typing import IO, Any

from xlsxwriter import Workbook

from sangkien.core.periods import VIETNAM
from sangkien.core.sheets import OPTIONS, Cell
from sangkien.exports.kinds import Column

ROWS_A_SHEET = 1_048_576
LONGEST_CELL = 32_767
LONGEST_NAME = 31
A4 = 9
AS_TEXT = 49  # the built-in format “@”
OLDEST = dt.date(1900, 3, 1)  # Excel counts a 29th of February 1900 that never was
MOST_EXACT = 10**15  # a spreadsheet keeps so many digits
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
TEXT = {
    "num_format": AS_TEXT,
    "valign": "top",
    "text_wrap": True,
    "border": 1,
}  # stays text when edited
STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 13, "num_format": AS_TEXT},
    "head": {**TEXT, "bold": True, "bg_color": "#DCE6F2"},
    "words": TEXT,
    "whole": {"num_format": "#,##0", "border": 1},
    "broken": {"num_format": "#,##0.00", "border": 1},
    "day": {"num_format": "dd/mm/yyyy", "border": 1},
    "instant": {"num_format": "dd/mm/yyyy hh:mm", "border": 1},
}


class Book:
    """Rows go to a file beside it as they come; `close` packs them."""

    def __init__(
        self,
        file: IO[bytes],
        *,
        name: str,
        heading: Sequence[str],
        columns: Sequence[Column],
        rows_a_sheet: int = ROWS_A_SHEET,
    ) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._book = Workbook(file, {**OPTIONS, "tmpdir": self._folder.name})
        self._styles = {key: self._book.add_format(style) for key, style in STYLES.items()}
        self._name = NOT_IN_NAMES.sub(" ", name).strip()[: LONGEST_NAME - 4] or "1"
        self._columns = columns
        self._most = rows_a_sheet
        self._sheets = 0
        self._row = 0
        self._begin(heading)

    def write(self, cells: Sequence[Cell]) -> None:
        if self._row >= self._most:
            self._begin(())
        for place, cell in enumerate(cells):
            if cell is not None:
                self._write(place, cell)
        self._row += 1

    def close(self) -> None:
        self._book.close()
        self._folder.cleanup()

    def drop(self) -> None:
        """Nobody wants it any more; the file is not ours to close."""
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()
        self._book.fileclosed = True
        self._folder.cleanup()

    def _begin(self, heading: Sequence[str]) -> None:
        self._sheets += 1
        self._row = 0
        called = self._name if self._sheets == 1 else f"{self._name} {self._sheets}"
        self._sheet = self._book.add_worksheet(called)
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&CTrang &P/&N")
        for place, column in enumerate(self._columns):
            self._sheet.set_column(place, place, column.width)
        for words in heading:
            self._words(0, words, "title")
            self._row += 1
        self._row += bool(heading)
        for place, column in enumerate(self._columns):
            self._words(place, column.label, "head")
        self._row += 1
        self._sheet.freeze_panes(self._row, 0)

    def _words(self, place: int, words: str, style: str) -> None:
        """What the format cannot hold is left out."""
        readable = NOT_XML.sub("", words)[:LONGEST_CELL]
        self._sheet.write_string(self._row, place, readable, self._styles[style])

    def _write(self, place: int, cell: str | int | Decimal | dt.date) -> None:
        """Numbers and days that a spreadsheet reckons with; everything else is words."""
        if isinstance(cell, str):
            self._words(place, cell, "words")
        elif isinstance(cell, dt.datetime):
            local = cell.astimezone(VIETNAM).replace(tzinfo=None)
            self._sheet.write_datetime(self._row, place, local, self._styles["instant"])
        elif isinstance(cell, dt.date):
            self._day(place, cell)
        elif not _is_exact(cell):
            self._words(place, str(cell), "words")
        else:
            style = "whole" if isinstance(cell, int) else "broken"
            self._sheet.write_number(self._row, place, cell, self._styles[style])

    def _day(self, place: int, day: dt.date) -> None:
        if day < OLDEST:
            self._words(place, f"{day:%d/%m/%Y}", "words")
        else:
            self._sheet.write_datetime(self._row, place, day, self._styles["day"])


def _is_exact(number: int | Decimal) -> bool:
    is_finite = isinstance(number, int) or number.is_finite()
    return is_finite and -MOST_EXACT < number < MOST_EXACT
