"""Files written row by row: what was in the list is in them, and nothing runs."""

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sangkien.core.periods import VIETNAM
from sangkien.core.sheets import Cell, csv_line
from sangkien.exports.kinds import Column
from sangkien.exports.texts import Lines
from sangkien.exports.workbooks import Book

HOSTILE = ('=HYPERLINK("http://x.vn")', "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1+1", "\r=1")


def written(rows: list[list[Cell]], *, rows_a_sheet: int = 1_000, heading: Any = ()) -> bytes:
    kept = io.BytesIO()
    columns = [Column(label=f"Cột {n}") for n in range(max(map(len, rows), default=1))]
    book = Book(
        kept, name="Đơn vị: [A]*", heading=heading, columns=columns, rows_a_sheet=rows_a_sheet
    )
    for row in rows:
        book.write(row)
    book.close()
    return kept.getvalue()


def read(made: bytes, sheet: int = 0) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(sheet).to_python()


def test_every_kind_of_cell_comes_back_as_it_was() -> None:
    at = dt.datetime(2026, 11, 22, 20, 30, tzinfo=dt.UTC)
    row: list[Cell] = [*HOSTILE, 7, Decimal("0.5"), dt.date(2026, 1, 31), at, None]
    row += ["a_x0041_b", "a\x00b", "<&>", dt.date(1890, 9, 2), 10**16, Decimal("NaN")]

    made = written([row], heading=["Danh sách", "Lập lúc"])
    lines = read(made)

    assert [line[0] for line in lines[:3]] == ["Danh sách", "Lập lúc", ""]
    assert lines[4][: len(HOSTILE) - 1] == list(HOSTILE[:-1])
    assert lines[4][8:12] == [
        7,
        0.5,
        dt.date(2026, 1, 31),
        at.astimezone(VIETNAM).replace(tzinfo=None),
    ]
    assert lines[4][13:] == ["a_x0041_b", "ab", "<&>", "02/09/1890", "10000000000000000", "NaN"]


def test_text_cells_are_marked_as_text_and_nothing_is_a_formula() -> None:
    packed = zipfile.ZipFile(io.BytesIO(written([list(HOSTILE)])))
    sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    formats = re.findall(r'<xf numFmtId="([0-9]+)"', packed.read("xl/styles.xml").decode())

    assert "<f>" not in sheet
    assert sheet.count('t="inlineStr"') == 2 * len(HOSTILE)
    assert "49" in formats


def test_next_sheet_begins_when_one_is_full() -> None:
    made = written([[n] for n in range(7)], rows_a_sheet=4, heading=["Danh sách"])
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))

    assert book.sheet_names == ["Đơn vị   A", "Đơn vị   A 2", "Đơn vị   A 3"]
    assert [
        row for sheet in range(3) for row in read(made, sheet) if isinstance(row[0], float)
    ] == [[float(n)] for n in range(7)]
    assert read(made, 1)[0] == ["Cột 0"]
    assert read(made, 0)[2] == ["Cột 0"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_whatever_was_typed_can_be_opened_again(words: list[str]) -> None:
    kept = io.BytesIO()
    lines = Lines(kept, columns=[Column(label="Cột")])
    lines.write(words)
    lines.close()

    assert len(read(written([list(words)]))) >= 1
    assert kept.getvalue().startswith("\ufeffCột\r\n".encode())


def test_csv_runs_nothing_and_writes_days_as_people_do() -> None:
    for words in HOSTILE:
        assert csv_line([words]).lstrip('"').startswith("'"), words
    assert csv_line(["Kiên Giang", 7, dt.date(2026, 1, 31), None]) == "Kiên Giang,7,31/01/2026,\r\n"
