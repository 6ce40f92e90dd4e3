"""PDF, Word and Excel that would act by themselves are refused, however they hide it."""

import zlib

import pytest

from sangkien.files.errors import RefusedFile
from sangkien.files.models import StoredFile
from tests.files.samples import SCRIPT, archive, paper
from tests.files.test_storing import store

pytestmark = pytest.mark.django_db

WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}


def packed(inside: bytes) -> bytes:
    stream = zlib.compress(inside)
    return b"2 0 obj << /Type /ObjStm /N 1 >> stream\r\n" + stream + b"\nendstream endobj"


def test_papers_of_an_office_are_taken() -> None:
    assert store(paper(packed(b"<< /Type /Page /OpenAction [1 /Fit] >>"))).original_name == "a.pdf"
    assert store(archive(**WORD)).original_name == "a.docx"


@pytest.mark.parametrize(
    "inside",
    [
        b"<< /S /JavaScript /JS (app.alert(1)) >>",
        b"<< /S /J#61vaScript /JS (app.alert(1)) >>",
        b"<< /S /#4caunch /F (cmd.exe) >>",
        b"<< /Type /Filespec /EF << /F 3 0 R >> >> << /Type /EmbeddedFile >>",
        b"<< /Subtype /RichMedia >>",
        packed(b"<< /S /JavaScript /JS (app.alert(1)) >>"),
        packed(b"<< /S /Java#53cript >>"),
        packed(b"<< >>").replace(b"/ObjStm", b"/Obj#53tm"),
        b"<< /Encrypt 5 0 R >>",
        packed(b"\0" * 40_000_000),
    ],
    ids=[
        *("script", "disguised script", "disguised launch", "attachment", "media"),
        *("packed script", "packed and disguised", "disguised packing", "password", "bomb"),
    ],
)
def test_papers_that_act_are_refused(inside: bytes) -> None:
    with pytest.raises(RefusedFile):
        store(paper(inside), "quyết định.pdf")
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "entries",
    [
        {**WORD, "word/vbaProject.bin": b"x"},
        {**WORD, "word/embeddings/oleObject1.bin": b"x"},
        {"index.html": SCRIPT},
        {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"", "xl/externalLinks/1.xml": b""},
    ],
)
def test_office_files_that_act_are_refused(entries: dict[str, bytes]) -> None:
    with pytest.raises(RefusedFile):
        store(archive(**entries), "biên bản.docx")


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        SCRIPT,
        b"<?xml version='1.0'?><a/>",
        b"<HTA:APPLICATION/>",
        b"MZ\x90\0",
        b"#!/bin/sh",
        b"",
    ],
    ids=["svg", "html", "xml", "hta", "exe", "sh", "nothing"],
)
@pytest.mark.parametrize("name", ["ảnh.jpg", "tệp.pdf", "a.docx.exe"])
def test_no_name_makes_a_page_or_a_program_welcome(data: bytes, name: str) -> None:
    with pytest.raises(RefusedFile):
        store(data, name)


def test_a_page_inside_a_paper_is_only_offered_as_a_paper() -> None:
    stored = store(paper(SCRIPT), "a.pdf.html")

    assert (stored.content_type, stored.original_name) == ("application/pdf", "a.pdf.pdf")
