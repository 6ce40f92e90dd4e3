"""Tables for spreadsheets: what people typed stays text, whatever it begins with."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from sangkien.core.periods import VIETNAM

Cell: TypeAlias = str | int | Decimal | dt.date | None

# For workbooks that xlsxwriter makes while somebody waits.
OPTIONS: dict[str, Any] = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
BOM = "\ufeff"  # without it Excel reads Vietnamese as something else
# Blanks before a sign do not keep a spreadsheet from reckoning; some read the wide signs and the bar, too.
RUNS_AS_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@|＝＋－＠]|[\t\r\n]")


def csv_lines(names: Sequence[str], lines: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """One by one, to be sent while they are read; the first begins with the mark of UTF-8."""
    yield BOM + csv_line(names)
    for line in lines:
        yield csv_line(line)


def csv_line(cells: Sequence[Cell]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([harmless(plain(cell)) for cell in cells])
    return buffer.getvalue()


def plain(cell: Cell) -> str | int | Decimal | None:
    """Days and instants as people write them here."""
    if isinstance(cell, dt.datetime):
        return f"{cell.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    return cell


def harmless(cell: str | int | Decimal | None) -> str | int | Decimal | None:
    """What a spreadsheet would run as a formula is marked as text."""
    if isinstance(cell, str) and RUNS_AS_FORMULA.match(cell):
        return f"'{cell}"
    return cell
