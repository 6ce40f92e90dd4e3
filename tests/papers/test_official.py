"""One description, two files: both say the same, are the same each time, and can be made again."""

import datetime as dt
import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from sangkien.papers import printing, qr, queries, rules
from sangkien.papers.actions import issuing
from sangkien.papers.enums import PaperKind
from sangkien.papers.errors import NoLongerPrinted
from sangkien.papers.models import IssuedPaper
from sangkien.papers.official import (
    SEAT,
    Annexed,
    Chart,
    Heading,
    Items,
    Letterhead,
    NewPage,
    OfficialPaper,
    Paragraph,
    Signature,
    Table,
    place_among,
    standing_in,
)
from sangkien.units.models import Unit
from tests.factories import NOW, SYSTEM, make_cast

NAME = "Công đoàn cơ sở Công ty trách nhiệm hữu hạn một thành viên " * 4
HOSTILE = '#eval("1+1") *đậm* </w:t><w:b/> & $x$ ]; #read("/etc/passwd") {{ x }}'
ADDRESS = "https://x.vn/xac-minh/ABCD/"


def test_a_deputy_signs_for_the_head_and_the_day_names_the_province() -> None:
    assert standing_in("BÊN A", "PHÓ CHỦ TỊCH") == ("BÊN A", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert standing_in("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert standing_in("", "Cụm trưởng") == ("Cụm trưởng",)
    above = ["Công đoàn phường Hướng Dương", "Liên đoàn Lao động tỉnh An Giang", SEAT]
    assert (place_among(above), place_among([SEAT]), place_among(["CĐ Y"])) == (
        "An Giang",
        "Hà Nội",
        "",
    )


STAMP = printing.Stamp(
    label="07/CV-LĐLĐ",
    issued_on=dt.date(2026, 2, 5),
    code="ABCD",
    address=ADDRESS,
    qr=qr.svg(ADDRESS),
)
LETTER = OfficialPaper(
    letterhead=Letterhead(
        superior="Liên đoàn Lao động thành phố",
        issuer="Liên đoàn Lao động quận",
        label="/CV-LĐLĐ",
        place="Hà Nội",
    ),
    title="đôn đốc đăng ký sáng kiến",
    addressed_to=("Công đoàn cơ sở Dệt", "Công đoàn cơ sở May"),
    grounds=("Căn cứ Điều lệ Công đoàn Việt Nam;",),
    body=(
        Heading(text="I. Kết quả"),
        Paragraph(text="Một dòng.\nHai dòng."),
        Items(items=("Việc thứ nhất;", "Việc thứ hai.")),
        Table(
            caption="Bảng 1",
            header=("STT", "Đơn vị", "Số"),
            rows=tuple((str(at), f"Đơn vị {at}", "1.234") for at in range(1, 80)),
            aligns=("center", "left", "right"),
            last_is_total=True,
        ),
        NewPage(),
        Paragraph(text="PHỤ LỤC", is_bold=True, align="center"),
    ),
    signatures=(Signature(lines=("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), name="Nguyễn Thị Hòa"),),
    recipients=("Như trên", "Lưu: VT."),
)
BARE = OfficialPaper(letterhead=Letterhead(issuer="Công đoàn"), title="")


def pages(pdf: bytes) -> list[str]:
    return ["".join(one.extract_text().split()) for one in PdfReader(io.BytesIO(pdf)).pages]


def squeezed(words: str) -> str:
    return "".join(words.split())


def words_of(docx: bytes) -> str:
    """All text of the body, cells included, in order."""
    body = Document(io.BytesIO(docx)).element.body
    return squeezed("".join(one.text or "" for one in body.iter(qn("w:t"))))


def part(docx: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        return file.read(name).decode()


def test_values_go_to_json_and_back() -> None:
    for paper in (LETTER, BARE, replace(LETTER, is_draft=True, fingerprint="ab" * 32)):
        data = json.loads(json.dumps(printing.to_data(paper)))
        assert printing.of_data(data) == paper
        assert data == printing.to_data(paper)


@pytest.mark.parametrize("stamp", [None, STAMP])
def test_the_same_values_give_the_same_bytes(stamp: printing.Stamp | None) -> None:
    assert printing.as_pdf(LETTER, stamp=stamp) == printing.as_pdf(LETTER, stamp=stamp)
    docx = printing.as_docx(LETTER, stamp=stamp)
    assert docx == printing.as_docx(LETTER, stamp=stamp)
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "words",
    [
        "V/v đôn đốc đăng ký sáng kiến",
        "LIÊN ĐOÀN LAO ĐỘNG THÀNH PHỐ",
        "Độc lập - Tự do - Hạnh phúc",
        "Kính gửi:- Công đoàn cơ sở Dệt- Công đoàn cơ sở May",
        "Một dòng.Hai dòng.- Việc thứ nhất;- Việc thứ hai.",
        "- Như trên;- Lưu: VT.",
        "Nguyễn Thị Hòa",
        "Mã xác minh: ABCD",
    ],
)
def test_both_files_say_it(words: str) -> None:
    assert squeezed(words) in "".join(pages(printing.as_pdf(LETTER, stamp=STAMP)))
    assert squeezed(words) in words_of(printing.as_docx(LETTER, stamp=STAMP))


def test_the_fingerprint_can_be_copied_whole() -> None:
    paper = replace(LETTER, fingerprint="0123456789abcdef" * 4)
    assert paper.fingerprint in "".join(pages(printing.as_pdf(paper)))
    assert paper.fingerprint in words_of(printing.as_docx(paper))


def test_number_and_day_are_those_of_the_stamp_or_are_left_open() -> None:
    stamped = "Số:07/CV-LĐLĐ", "HàNội,ngày05tháng02năm2026"
    left_open = "Số:....../CV-LĐLĐ", "HàNội,ngày.....tháng.....năm........"
    for stamp, expected in ((STAMP, stamped), (None, left_open)):
        for words in expected:
            assert words in pages(printing.as_pdf(LETTER, stamp=stamp))[0]
            assert words in words_of(printing.as_docx(LETTER, stamp=stamp))


def test_annexes_come_after_the_signatures_on_a_page_of_their_own() -> None:
    found = pages(printing.as_pdf(LETTER))
    assert found[-1].endswith("PHỤLỤC")
    assert "NguyễnThịHòa" in found[-2]
    docx = printing.as_docx(LETTER)
    assert words_of(docx).endswith("PHỤLỤC")
    last = Document(io.BytesIO(docx)).paragraphs[-1]
    assert last.paragraph_format.page_break_before


def test_tables_repeat_their_header_on_each_page() -> None:
    found = pages(printing.as_pdf(LETTER))
    assert sum("STTĐơnvịSố" in page for page in found) == len(found) - 1 >= 2
    table = next(
        one for one in Document(io.BytesIO(printing.as_docx(LETTER))).tables if len(one.rows) > 9
    )
    first = table.rows[0]._tr.trPr
    assert first is not None
    assert first.find(qn("w:tblHeader")) is not None
    assert len(table.rows) == 80
    assert table.rows[79].cells[1].paragraphs[0].style.name == "Table Heading"


def test_page_numbers_begin_on_the_second_page() -> None:
    found = pages(printing.as_pdf(LETTER))
    assert found[1].startswith("2")
    assert not found[0].startswith("1")
    section = Document(io.BytesIO(printing.as_docx(LETTER))).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert "PAGE" not in section.first_page_header.paragraphs[0]._p.xml


def test_the_word_file_is_vietnamese_times_and_a4() -> None:
    docx = printing.as_docx(LETTER, stamp=STAMP)
    styles = part(docx, "word/styles.xml")
    assert 'w:lang w:val="vi-VN"' in styles
    made = Document(io.BytesIO(docx))
    normal = made.styles["Normal"]
    assert (normal.font.name, normal.font.size.pt) == ("Times New Roman", 14)
    page = made.sections[0]
    sides = page.page_width, page.left_margin, page.right_margin, page.top_margin
    assert [round(one.mm) for one in sides if one is not None] == [210, 30, 15, 20]
    about = made.core_properties
    assert about.author == "Liên đoàn Lao động quận"
    assert about.created == dt.datetime(2026, 2, 5, tzinfo=dt.UTC)
    assert "python" not in part(docx, "docProps/core.xml")


@pytest.mark.parametrize(
    ("paper", "stamp", "mark"),
    [
        (replace(LETTER, is_draft=True), None, "BẢN DỰ THẢO"),
        (LETTER, replace(STAMP, code="", qr=""), "BẢN XEM TRƯỚC"),
    ],
)
def test_drafts_and_previews_are_marked_on_every_page(
    paper: OfficialPaper, stamp: printing.Stamp | None, mark: str
) -> None:
    for page in pages(printing.as_pdf(paper, stamp=stamp)):
        assert squeezed(mark) in page
    made = Document(io.BytesIO(printing.as_docx(paper, stamp=stamp))).sections[0]
    for header in (made.header, made.first_page_header):
        assert mark in header.paragraphs[0]._p.xml
    plain = Document(io.BytesIO(printing.as_docx(LETTER))).sections[0]
    assert "BẢN" not in plain.header.paragraphs[0]._p.xml


@pytest.mark.parametrize("words", [HOSTILE, NAME, "\x00\x0b a\ud800\ufffe", "x" * 200, "-", " "])
def test_what_people_typed_is_printed_as_it_stands(words: str) -> None:
    paper = OfficialPaper(
        letterhead=Letterhead(superior=words, issuer=words, label=words, place=words),
        kind=words,
        title=words,
        addressed_to=(words,),
        grounds=(words,),
        body=(
            Heading(text=words),
            Paragraph(text=words),
            Items(items=(words,)),
            Table(header=(words, "b"), rows=((words, words),), caption=words),
        ),
        signatures=(Signature(lines=(words,), name=words, note=words),) * 5,
        recipients=(words,),
    )
    expected = squeezed("".join(one for one in words if one.isprintable()))
    found = "".join(pages(printing.as_pdf(paper))).replace("\u200b", "")
    assert expected in found
    assert "root:" not in found
    docx = printing.as_docx(paper)
    assert expected in words_of(docx)
    assert part(docx, "word/document.xml").count("<w:b/></w:t>") == 0


@pytest.mark.parametrize("is_landscape", [False, True])
@pytest.mark.parametrize("signatures", range(6))
def test_empty_parts_leave_no_trace(signatures: int, *, is_landscape: bool) -> None:
    one = Signature(lines=("CHỦ TỊCH",), name="An")
    paper = replace(BARE, signatures=(one,) * signatures, is_landscape=is_landscape)
    pdf, docx = printing.as_pdf(paper), printing.as_docx(paper)
    assert pages(pdf)[0].count("CHỦTỊCH") == words_of(docx).count("CHỦTỊCH") == signatures
    for word in ("V/v", "Kínhgửi", "Nơinhận", "Mãxác"):
        assert word not in pages(pdf)[0] + words_of(docx)
    box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    page = Document(io.BytesIO(docx)).sections[0]
    assert (box.width > box.height) == ((page.page_width or 0) > (page.page_height or 0))
    assert (box.width > box.height) == is_landscape


def test_a_row_of_a_group_goes_over_the_whole_line() -> None:
    rows = (("Cụm 1", "x", "y"), ("1", "a", "b"), ("Cụm 2", "", ""), ("2", "c", "d"))
    table = Table(header=("STT", "Tên", "Số"), rows=rows, group_rows=(0, 2))
    paper = replace(BARE, body=(table,))
    assert "Cụm11abCụm22cd" in pages(printing.as_pdf(paper))[0]
    docx = printing.as_docx(paper)
    assert "Cụm11abCụm22cd" in words_of(docx)
    made = Document(io.BytesIO(docx)).tables[1]
    assert len({cell._tc for cell in made.rows[1].cells}) == 1
    assert printing.of_data(printing.to_data(paper)) == paper


def test_an_annex_names_its_paper_and_a_decision_who_decides() -> None:
    decision = replace(
        LETTER,
        kind="QUYẾT ĐỊNH",
        addressed_to=(),
        authority=rules.authority("TM. Ban Thường vụ", "Chủ tịch", "LĐLĐ quận"),
        grounds=rules.ground_lines(("Căn cứ Luật;", "Theo đề nghị")),
        body=(Paragraph(lead="Điều 1.", text="Khen."), NewPage(), Annexed(kind="Quyết định")),
    )
    numbers = (
        (STAMP, "số07/CV-LĐLĐngày05tháng02năm2026"),
        (None, "số....../CV-LĐLĐngày.....tháng.....năm........"),
    )
    for stamp, number in numbers:
        docx = printing.as_docx(decision, stamp=stamp)
        for said in ("".join(pages(printing.as_pdf(decision, stamp=stamp))), words_of(docx)):
            assert f"(KèmtheoQuyếtđịnh{number}củaLiênđoànLaođộngquận)" in said
            assert "BANTHƯỜNGVỤLĐLĐQUẬNCăncứLuật;Theođềnghị.Điều1.Khen." in said
        line = next(one for one in Document(io.BytesIO(docx)).paragraphs if "Khen" in one.text)
        assert [run.bold for run in line.runs] == [True, None]
    assert rules.authority("", "Chủ tịch", "x") == rules.authority("KT. Chủ tịch", "Phó", "x")


def test_papers_of_the_layout_before_are_read_as_they_are() -> None:
    data = printing.to_data(LETTER)
    del data["paper"]["authority"]
    for block in data["paper"]["body"]:
        block.pop("lead", None)
    assert printing.of_data(data) == LETTER


@pytest.mark.parametrize("rows", [(("a",),), (("a", "b", "c"),)])
def test_rows_have_as_many_cells_as_the_header(rows: Any) -> None:
    paper = replace(BARE, body=(Table(header=("A", "B"), rows=rows),))
    with pytest.raises(ValueError, match=r".*"):
        printing.to_data(paper)
    with pytest.raises(ValueError, match=r".*"):
        printing.as_docx(paper)


@pytest.mark.django_db
def test_an_issued_paper_is_made_again_to_the_byte_in_both_forms() -> None:
    unit = make_cast().factory
    made = issuing.issue(draft(unit), by=SYSTEM, at=NOW)

    kept = IssuedPaper.objects.get(pk=made.pk)

    assert rules.digest(queries.pdf_of(kept)) == kept.digest
    assert queries.has_docx(kept)
    docx = queries.docx_of(kept)
    assert docx == queries.docx_of(made)
    for words in (f"Số:{kept.label}", "ngày05tháng02năm2026", f"Mãxácminh:{kept.reference}"):
        assert words in words_of(docx)
        assert words in "".join(pages(queries.pdf_of(kept)))
    issuing.forget([kept.pk], at=NOW)
    kept.refresh_from_db()
    assert not queries.has_docx(kept)
    with pytest.raises(NoLongerPrinted):
        queries.docx_of(kept)


@pytest.mark.django_db
def test_previews_leave_room_for_the_number_and_say_so() -> None:
    paper = draft(make_cast().factory)

    assert "BẢNXEMTRƯỚC" in pages(issuing.preview(paper))[0]
    assert "Số:....../GƯTĐ" in pages(issuing.preview(paper))[0]
    assert "Số:....../GƯTĐ" in words_of(issuing.preview_docx(paper))


def draft(unit: Unit) -> issuing.Draft:
    return issuing.Draft(
        kind=PaperKind.AGREEMENT,
        unit=unit,
        title="Một tiêu đề khác trong sổ",
        issued_on=dt.date(2026, 2, 5),
        signer_name="An",
        signer_post="Chủ tịch",
        template=printing.TEMPLATE,
        symbol="GƯTĐ",
        data=printing.to_data(LETTER),
    )


@pytest.mark.parametrize("lines", [20, 26, 28, 30, 32])
def test_bars_stay_together_with_their_caption_and_heading(lines: int) -> None:
    paper = OfficialPaper(
        letterhead=Letterhead(issuer="CĐ"),
        kind="BÁO CÁO",
        title="Sơ kết",
        body=(
            *(Paragraph(text=f"Dòng {number}") for number in range(lines)),
            Heading(text="II. Biểu đồ"),
            Chart(bars=tuple((f"Cụm {n}", n, f"{n} SK") for n in range(10, 25)), caption="Biểu 1"),
        ),
    )
    assert printing.LAYOUTS[-1] == printing.TEMPLATE
    found = pages(printing.as_pdf(paper))
    on = {place for place, said in enumerate(found) for n in range(10, 25) if f"Cụm{n}" in said}
    assert len(on) == 1
    assert [place for place, said in enumerate(found) if "IIBiểu" in said.replace(".", "")] == [*on]
    assert [place for place, said in enumerate(found) if "Biểu1" in said] == [*on]


def test_bars_taller_than_a_page_go_over_its_end() -> None:
    bars = tuple((f"Cụm {n}", n, f"{n} SK") for n in range(10, 90))
    paper = OfficialPaper(
        letterhead=Letterhead(issuer="CĐ"), title="T", body=(Chart(bars=bars, caption="Biểu 1"),)
    )
    said = "".join(pages(printing.as_pdf(paper)))
    assert [n for n in range(10, 90) if f"Cụm{n}" not in said] == []
