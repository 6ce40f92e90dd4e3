"""An Excel file written row by row, in memory that does not grow, and closed at once.

xlsxwriter in constant memory first writes each sheet beside the workbook and packs all of it when it is
closed: at a million rows whoever waits for the same worker would stand still for that long. Here the
packed file grows with the rows. Sheets have the size that Excel reads; then the next one begins.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from sangkien.core.periods import VIETNAM
from sangkien.core.sheets import Cell
from sangkien.exports.kinds import Column

ROWS_A_SHEET = 1_048_576
LONGEST_CELL = 32_767
LONGEST_NAME = 31
KEPT_BACK = 256 * 1024  # characters before they are packed
PACKING = 2  # the quickest that still makes the file small
TITLE, HEAD, WORDS, WHOLE, BROKEN, DAY, INSTANT = 1, 2, 3, 4, 5, 6, 7  # of STYLES
FIRST_DAY = dt.date(1899, 12, 30)
OLDEST = dt.date(1900, 3, 1)  # Excel counts a 29th of February 1900 that never was
MOST_EXACT = 10**15  # a spreadsheet keeps so many digits
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CELL = '<xf numFmtId="{0}" fontId="{1}" fillId="{2}" borderId="{3}" xfId="0"{4}>{5}</xf>'
_APPLIED = ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
_WRAPPED = '<alignment vertical="top" wrapText="1"/>'
# Text cells say that they are text, so that they stay it when somebody edits them.
_CELLS = "".join(
    _CELL.format(number, font, fill, border, _APPLIED, align)
    for number, font, fill, border, align in (
        (0, 0, 0, 0, ""),
        (49, 1, 0, 0, ""),
        (49, 2, 2, 1, _WRAPPED),
        (49, 0, 0, 1, _WRAPPED),
        (3, 0, 0, 1, ""),
        (4, 0, 0, 1, ""),
        (164, 0, 0, 1, ""),
        (165, 0, 0, 1, ""),
    )
)
_FONT = '<font>{0}<sz val="{1}"/><name val="Times New Roman"/></font>'
_THIN = "".join(
    f'<{side} style="thin"><color auto="1"/></{side}>'
    for side in ("left", "right", "top", "bottom")
)
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>'
    f'<fonts count="3">{_FONT.format("", 11)}{_FONT.format("<b/>", 13)}{_FONT.format("<b/>", 11)}'
    '</fonts><fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">'
    '<fgColor rgb="FFDCE6F2"/></patternFill></fill></fills>'
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
    f"<border>{_THIN}<diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="8">{_CELLS}</cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class Book:
    """Rows go into the file as they come; `close` writes what a reader needs to find them."""

    def __init__(
        self,
        file: IO[bytes],
        *,
        name: str,
        heading: Sequence[str],
        columns: Sequence[Column],
        rows_a_sheet: int = ROWS_A_SHEET,
    ) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=PACKING)
        self._name = NOT_IN_NAMES.sub(" ", name).strip()[: LONGEST_NAME - 4] or "1"
        self._columns = columns
        self._letters = [letters(place) for place in range(len(columns))]
        self._most = rows_a_sheet
        self._sheets = 0
        self._sheet: IO[bytes]
        self._row = 0
        self._held: list[str] = []
        self._size = 0
        self._begin(heading)

    def write(self, cells: Sequence[Cell]) -> None:
        if self._row >= self._most:
            self._end()
            self._begin(())
        self._write(cells, None)

    def close(self) -> None:
        self._end()
        for name, content in self._parts().items():
            self._zip.writestr(name, content)
        self._zip.close()

    def drop(self) -> None:
        """Nobody wants it any more; the file is not ours to close."""
        self._sheet.close()
        self._zip.close()

    # One sheet after the other

    def _begin(self, heading: Sequence[str]) -> None:
        self._sheets += 1
        self._row = 0
        name = f"xl/worksheets/sheet{self._sheets}.xml"
        self._sheet = self._zip.open(name, "w", force_zip64=True)
        top = len(heading) + 2 if heading else 1
        widths = "".join(
            f'<col min="{place}" max="{place}" width="{column.width}" customWidth="1"/>'
            for place, column in enumerate(self._columns, start=1)
        )
        self._hold(
            f'{XML}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{top}" '
            f'topLeftCell="A{top + 1}" activePane="bottomLeft" state="frozen"/></sheetView>'
            f"</sheetViews><cols>{widths}</cols><sheetData>"
        )
        for words in heading:
            self._write([words], TITLE)
        if heading:
            self._row += 1
        self._write([column.label for column in self._columns], HEAD)

    def _end(self) -> None:
        self._hold(
            '</sheetData><pageMargins left="0.5" right="0.4" top="0.6" bottom="0.6" header="0.3" '
            'footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
            "<headerFooter><oddFooter>&amp;CTrang &amp;P/&amp;N</oddFooter></headerFooter>"
            "</worksheet>"
        )
        self._pack()
        self._sheet.close()

    def _write(self, cells: Sequence[Cell], style: int | None) -> None:
        self._row += 1
        row = str(self._row)
        drawn = "".join(
            [
                _cell(place + row, cell, style)
                for place, cell in zip(self._letters, cells, strict=False)
                if cell is not None
            ]
        )
        self._hold(f'<row r="{row}">{drawn}</row>')

    def _hold(self, xml: str) -> None:
        self._held.append(xml)
        self._size += len(xml)
        if self._size > KEPT_BACK:
            self._pack()

    def _pack(self) -> None:
        self._sheet.write("".join(self._held).encode())
        self._held.clear()
        self._size = 0

    # The rest of the workbook

    def _parts(self) -> dict[str, str]:
        numbers = range(1, self._sheets + 1)
        overrides = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
            f'ContentType="{SHEET_TYPE}.worksheet+xml"/>'
            for n in numbers
        )
        sheets = "".join(
            f'<sheet name={quoteattr(self._called(n))} sheetId="{n}" r:id="rId{n}"/>'
            for n in numbers
        )
        links = "".join(_link(n, "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
        styles = _link(self._sheets + 1, "styles", "styles.xml")
        return {
            "xl/styles.xml": STYLES,
            "xl/workbook.xml": (
                f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets>'
                "</workbook>"
            ),
            "xl/_rels/workbook.xml.rels": (
                f'{XML}<Relationships xmlns="{LINKS}">{links}{styles}</Relationships>'
            ),
            "_rels/.rels": (
                f'{XML}<Relationships xmlns="{LINKS}">'
                f"{_link(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>"
            ),
            "[Content_Types].xml": (
                f'{XML}<Types xmlns="{TYPES}"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
                f'<Override PartName="/xl/styles.xml" ContentType="{SHEET_TYPE}.styles+xml"/>'
                f"{overrides}</Types>"
            ),
        }

    def _called(self, number: int) -> str:
        return self._name if number == 1 else f"{self._name} {number}"


def _link(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def letters(place: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _cell(where: str, cell: Any, style: int | None) -> str:
    if isinstance(cell, str):
        words = escape(_readable(cell))
        return (
            f'<c r="{where}" s="{style or WORDS}" t="inlineStr"><is>'
            f'<t xml:space="preserve">{words}</t></is></c>'
        )
    value, known = _number(cell)
    if known is None:
        return _cell(where, str(value), style)
    return f'<c r="{where}" s="{known}"><v>{value}</v></c>'


def _number(cell: int | Decimal | dt.date) -> tuple[object, int | None]:
    """What a spreadsheet reckons with, and its style; None for what is better told as words."""
    if isinstance(cell, dt.datetime):
        local = cell.astimezone(VIETNAM)
        seconds = local.hour * 3600 + local.minute * 60 + local.second
        return (local.date() - FIRST_DAY).days + round(seconds / 86_400, 9), INSTANT
    if isinstance(cell, dt.date):
        is_known = cell >= OLDEST
        return ((cell - FIRST_DAY).days, DAY) if is_known else (f"{cell:%d/%m/%Y}", None)
    is_finite = isinstance(cell, int) or cell.is_finite()
    if not is_finite or not -MOST_EXACT < cell < MOST_EXACT:
        return cell, None
    return cell, WHOLE if isinstance(cell, int) else BROKEN


def _readable(words: str) -> str:
    """What the format cannot hold is left out; what it would take for an escape is kept."""
    return LIKE_AN_ESCAPE.sub("_x005F_", NOT_XML.sub("", words[:LONGEST_CELL]))
