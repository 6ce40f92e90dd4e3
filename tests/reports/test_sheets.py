"""Tables: every row, a remainder, a sum; words stay words."""

import io

from python_calamine import CalamineWorkbook

from sangkien.core.sheets import csv_lines
from sangkien.reports import sheets

HOSTILE = '=HYPERLINK("http://x.vn")'


def test_what_looks_like_a_formula_is_text() -> None:
    made = sheets.made_workbook([HOSTILE], [("Bảng", ["Đơn vị"], [[HOSTILE], ["+84"], [7]])])

    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    lines = list(csv_lines(["Đơn vị"], [[HOSTILE], ["-1"], ["|x"], ["Kiên Giang"], [7]]))

    assert [row[0] for row in rows] == [HOSTILE, "", "Đơn vị", HOSTILE, "+84", 7]
    assert lines[0] == "\ufeffĐơn vị\r\n"
    assert lines[1].startswith("\"'=HYPERLINK")
    assert lines[2:] == ["'-1\r\n", "'|x\r\n", "Kiên Giang\r\n", "7\r\n"]
