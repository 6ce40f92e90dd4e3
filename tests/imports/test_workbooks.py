"""Workbooks that we make hold text: whatever a cell looks like, nothing of it is ever reckoned."""

import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from sangkien.imports import kinds, workbooks
from sangkien.imports.kinds import Sheet
from sangkien.imports.models import ImportLine

HOSTILE = [
    "=1+1",
    '=HYPERLINK("https://evil.example","Bấm")',
    "+84 912 345 678",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "=cmd|' /C calc'!A1",
    "{=1+1}",
    "https://evil.example/",
    "mailto:a@evil.example",
    "_x003D_1+1",
    "<script>alert(1)</script> & \"'",
    "000123",
    "1e5",
    "TRUE",
]
KINDS = ["doan-vien", "don-vi", "sang-kien"]


def parts(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def read(made: bytes) -> list[str]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    return [str(cell) for row in rows for cell in row]


def ensure_harmless(made: bytes) -> None:
    found = parts(made)
    assert not [name for name in found if "vba" in name.lower() or "external" in name.lower()]
    for name, source in found.items():
        if name.startswith("xl/worksheets/sheet"):
            assert "<f>" not in source
            assert "<f " not in source
            assert "<hyperlink" not in source
        if name.endswith(".rels"):
            assert 'TargetMode="External"' not in source


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> kinds.Kind:
    return kinds.get(request.param)


def test_what_people_typed_stays_text_in_a_list(kind: kinds.Kind) -> None:
    keys = [column.key for column in kind.columns]
    lines = [dict.fromkeys(keys, text) for text in HOSTILE]

    made = workbooks.sheet(kind, Sheet(title=tuple(HOSTILE), lines=lines))

    ensure_harmless(made)
    cells = read(made)
    for text in HOSTILE:
        assert cells.count(text) >= len(keys)


def test_wrong_lines_come_back_as_they_were_written(kind: kinds.Kind) -> None:
    keys = [column.key for column in kind.columns]
    lines = [
        ImportLine(row=n, cells=dict.fromkeys(keys, text), reasons=[text], notes=[text])
        for n, text in enumerate(HOSTILE, start=2)
    ]

    made = workbooks.wrong_lines(kind, lines)

    ensure_harmless(made)
    cells = read(made)
    for n, text in enumerate(HOSTILE, start=2):
        assert cells.count(text) == len(keys)
        assert f"Dòng {n}: {text} {text}" in cells


@pytest.mark.django_db
def test_names_in_the_drop_downs_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = kinds.get("doan-vien")
    monkeypatch.setattr(type(kind), "choices", lambda self, unit_id: {"units": HOSTILE})

    made = workbooks.template(kind, 1)

    ensure_harmless(made)


def test_every_cell_is_marked_as_text() -> None:
    """Whoever clicks into a cell and leaves it does not make a formula of it either."""
    kind = kinds.get("doan-vien")
    lines = [{column.key: "=1+1" for column in kind.columns}]

    found = parts(workbooks.sheet(kind, Sheet(title=("=1+1",), lines=lines)))

    styles = found["xl/styles.xml"].partition("<cellXfs")[2].partition("</cellXfs>")[0]
    formats = [one.partition('"')[0] for one in styles.split('numFmtId="')[1:]]
    sheet = found["xl/worksheets/sheet1.xml"]
    used = {int(one.partition('"')[0]) for one in sheet.split(' s="')[1:]}
    (as_text,) = {formats[number] for number in used}
    assert f'numFmtId="{as_text}" formatCode="@"' in found["xl/styles.xml"]
