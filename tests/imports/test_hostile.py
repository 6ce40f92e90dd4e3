"""Files that were made to do harm, or are no lists at all: refused in words, never an answer of 5xx."""

import io
import zipfile

import pytest
from xlsxwriter import Workbook

from sangkien.files.errors import RefusedFile
from sangkien.files.models import StoredFile
from sangkien.imports.enums import State
from sangkien.imports.models import ImportBatch
from tests.factories import Cast, make_cast
from tests.imports.workbooks import (
    HEADER,
    preview,
    reasons,
    receive,
    verdicts,
    work,
    workbook,
)

pytestmark = pytest.mark.django_db
ROW = ("M01", "Lê Thị Hoa", "0912345678", "")
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def repacked(**parts: bytes) -> bytes:
    """A real workbook with parts put in or replaced; `__` stands for a slash, `_` for a dot."""
    target = io.BytesIO()
    named = {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()}
    with (
        zipfile.ZipFile(io.BytesIO(workbook([ROW]))) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for entry in source.infolist():
            if entry.filename not in named:
                packed.writestr(entry, source.read(entry))
        for name, part in named.items():
            packed.writestr(name, part)
    return target.getvalue()


def read(cast: Cast, data: bytes) -> ImportBatch:
    batch = receive(cast.factory, cast.officer, data)
    work()
    batch.refresh_from_db()
    return batch


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><script>alert(1)</script></html>", "chỉ nhận tệp Excel"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "chỉ nhận tệp Excel"),
        (b"a;b;c\n1;2;3\n", "chỉ nhận tệp Excel"),
        (b"", "trống"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "kiểu cũ"),
        (b"PK\x03\x04" + b"\0" * 90, "hỏng"),
        (b"%PDF-1.7\n", "chỉ nhận tệp Excel"),
        (repacked(xl__vbaProject_bin=b"macro"), "macro"),
        (repacked(xl__externalLinks__externalLink1_xml=b"<a/>"), "liên kết"),
        (repacked(bomb_xml=b" " * 60_000_000), "giải nén"),
    ],
    ids=["html", "svg", "csv", "empty", "xls", "half", "pdf", "macro", "links", "bomb"],
)
def test_files_of_another_kind_are_refused_before_they_are_kept(
    cast: Cast, data: bytes, said: str
) -> None:
    with pytest.raises(RefusedFile, match=said):
        receive(cast.factory, cast.officer, data)

    assert not ImportBatch.objects.exists()
    assert not StoredFile.objects.exists()


def cells_far_away() -> bytes:
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sheet = zipfile.ZipFile(io.BytesIO(workbook([ROW]))).read(SHEET)
    return sheet.replace(b"</sheetData>", corner + b"</sheetData>")


@pytest.mark.parametrize(
    "sheet",
    [cells_far_away(), b"<worksheet><sheetData><row", b"\xff\xfe\x00", b""],
    ids=["far away", "cut", "no text", "nothing"],
)
def test_a_sheet_that_cannot_be_read_fails_in_words(cast: Cast, sheet: bytes) -> None:
    batch = read(cast, repacked(xl__worksheets__sheet1_xml=sheet))

    assert batch.state == State.FAILED
    assert batch.problem


def test_a_million_empty_rows_are_no_lines(cast: Cast) -> None:
    sheet = zipfile.ZipFile(io.BytesIO(workbook([ROW]))).read(SHEET)
    empty = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % n for n in range(3, 300_000))
    sheet = sheet.replace(b"</sheetData>", empty + b"</sheetData>")

    batch = read(cast, repacked(xl__worksheets__sheet1_xml=sheet))

    assert (batch.state, batch.total) == (State.PREVIEWED, 1)


def test_entities_are_not_expanded(cast: Cast) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "' + b"x" * 1000 + b'">'
    for name, below in zip("bcdefgh", "abcdefg", strict=True):
        bomb += f'<!ENTITY {name} "{f"&{below};" * 20}">'.encode()
    sheet = zipfile.ZipFile(io.BytesIO(workbook([ROW]))).read(SHEET)
    sheet = sheet.replace(b"<worksheet", bomb + b"]><worksheet", 1)
    sheet = sheet.replace(
        b"</sheetData>", b'<row r="9"><c r="A9" t="str"><v>&h;</v></c></row></sheetData>'
    )

    batch = read(cast, repacked(xl__worksheets__sheet1_xml=sheet))

    assert batch.state in {State.FAILED, State.PREVIEWED}
    assert max((len(line.cells["member_code"]) for line in batch.lines.all()), default=0) < 600


def test_other_columns_are_named(cast: Cast) -> None:
    batch = read(cast, workbook([("a", "b")], ("Cột lạ", "Họ tên")))

    assert batch.state == State.FAILED
    assert batch.problem.startswith("Không thấy cột “Mã đoàn viên”.")


def test_a_list_without_lines_says_so(cast: Cast) -> None:
    assert "không có dòng" in read(cast, workbook([])).problem


def test_too_many_rows_are_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = read(cast, workbook([(f"M{n}", "Lê Hoa") for n in range(60_001)]))

    assert "60.000 dòng" in batch.problem


def test_titles_above_the_header_and_empty_rows_are_passed_over(cast: Cast) -> None:
    rows = [("",), HEADER, ROW, ("", ""), ("M02", "Vũ Ba")]

    batch = preview(cast.factory, cast.officer, rows, header=("CÔNG TY MAY ÁNH DƯƠNG",))

    assert verdicts(batch) == ["ok", "ok"]
    assert list(batch.lines.values_list("row", flat=True)) == [4, 6]


def test_a_formula_gives_its_last_result_and_is_told(cast: Cast) -> None:
    target = io.BytesIO()
    with Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_formula(1, 0, '="M"&"77"', None, "M77")
        sheet.write_string(1, 1, "Lê Thị Hoa")

    batch = read(cast, target.getvalue())

    assert batch.lines.get().key == "M77"
    assert "Ô “Mã đoàn viên” là công thức" in reasons(batch)


def test_markup_in_cells_stays_text(cast: Cast) -> None:
    batch = preview(cast.factory, cast.officer, [("M01", "<script>alert(1)</script>")])

    assert batch.lines.get().cells["full_name"] == "<script>alert(1)</script>"
