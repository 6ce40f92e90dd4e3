"""What was signed with a certificate elsewhere is read, and nothing else is taken for it."""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("pyhanko")

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from sangkien.papers import certificates, printing
from sangkien.papers.errors import NotSignedSo
from sangkien.papers.official import Letterhead, OfficialPaper, Paragraph, Signature
from tests.papers import signing
from tests.papers.test_official import pages

NOW = dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.UTC)
NAME = "Nguyễn Thị Hòa"
PAPER = OfficialPaper(
    letterhead=Letterhead(issuer="Liên đoàn Lao động tỉnh"),
    kind="GIAO ƯỚC THI ĐUA",
    title="Năm 2026",
    body=(Paragraph(text="Cùng thi đua."),),
    signatures=tuple(Signature(lines=("CHỦ TỊCH",), name=f"Người {at}") for at in range(1, 6)),
)


@pytest.fixture(scope="module")
def given() -> bytes:
    rooms = printing.rooms(PAPER)
    named = [(f"BEN_{place}", room) for place, room in enumerate(rooms, start=1)]
    return certificates.with_fields(printing.as_pdf(PAPER), named)


def read(pdf: bytes, given: bytes, roots: str = "") -> list[certificates.Found]:
    return certificates.signatures_in(pdf, given, roots=roots, at=NOW)


@pytest.mark.parametrize("count", range(1, 8))
@pytest.mark.parametrize("is_landscape", [False, True])
def test_there_is_room_for_each_signature_inside_the_margins(
    count: int, *, is_landscape: bool
) -> None:
    one = Signature(lines=("CHỦ TỊCH",), name="An")
    paper = replace(PAPER, signatures=(one,) * count, is_landscape=is_landscape)
    rooms = printing.rooms(paper)
    width = printing.LONG if is_landscape else printing.SHORT

    assert len(rooms) == count
    for room in rooms:
        assert room.left >= printing.LEFT
        assert room.left + printing.ROOM_WIDTH <= width - printing.RIGHT + 1
        assert room.bottom > 0
        assert room.page <= len(pages(printing.as_pdf(paper)))
    assert len({(room.page, room.left, room.bottom) for room in rooms}) == count


def test_fields_are_appended_and_the_same_each_time(given: bytes) -> None:
    base = printing.as_pdf(PAPER)
    assert given.startswith(base)
    assert len(given) > len(base)
    rooms = [(f"BEN_{at}", room) for at, room in enumerate(printing.rooms(PAPER), start=1)]
    assert certificates.with_fields(base, rooms) == given
    assert pages(given) == pages(base)


@pytest.mark.parametrize("field", ["BEN_1", "Signature1"])
def test_a_signature_is_read_with_its_chain(given: bytes, field: str, tmp_path: Path) -> None:
    """Tools that put their signature into a field of their own are welcome, too."""
    signed = signing.token(NAME).sign(given, field)

    (found,) = read(signed, given, roots=signing.root().root_file(tmp_path))

    assert found.field == field
    assert NAME in found.subject
    assert "Gốc chứng thực" in found.issuer
    assert int(found.serial, 16) == signing.token(NAME).certificate.serial_number
    assert len(found.fingerprint) == 64
    assert found.signed_at is not None
    assert found.is_trusted


def test_without_a_root_nothing_is_trusted(given: bytes, tmp_path: Path) -> None:
    signed = signing.token(NAME).sign(given, "BEN_1")
    other = signing.made("Gốc khác")
    expired = signing.made(NAME, signing.root(), days=10)

    assert not read(signed, given)[0].is_trusted
    assert not read(signed, given, roots=other.root_file(tmp_path))[0].is_trusted
    roots = signing.root().root_file(tmp_path)
    assert not read(expired.sign(given, "BEN_1"), given, roots=roots)[0].is_trusted


def test_several_sign_one_file_after_the_other(given: bytes) -> None:
    once = signing.token(NAME).sign(given, "BEN_1")
    twice = signing.token("Trần Văn Bình").sign(once, "BEN_2")

    assert [found.field for found in read(twice, given)] == ["BEN_1", "BEN_2"]
    assert [found.field for found in read(twice, once)] == ["BEN_1", "BEN_2"]


def appended(pdf: bytes, words: str) -> bytes:
    """The first page says something else; nothing before is touched."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    content = generic.StreamObject(stream_data=f"BT /F1 9 Tf ({words}) Tj ET".encode())
    page[generic.pdf_name("/Contents")] = writer.add_object(content)
    writer.update_container(page)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def another_file_behind(given: bytes) -> bytes:
    """A whole other file after the bytes of ours, whose own table does not lead back to them."""
    other = printing.as_pdf(replace(PAPER, title="Khác"))
    moved = bytearray(other)
    start = int(other.rsplit(b"startxref", 1)[1].split(b"%%EOF")[0])
    tail = other.rsplit(b"startxref", 1)[0]
    assert tail[start : start + 4] in {b"xref", tail[start : start + 4]}
    moved = bytearray(tail + b"startxref\n" + str(start).encode() + b"\n%%EOF\n")
    return given + bytes(moved)


def test_words_that_were_changed_before_or_after_signing_are_refused(given: bytes) -> None:
    token = signing.token(NAME)
    before = token.sign(appended(given, "Khac"), "BEN_1")
    after = appended(token.sign(given, "BEN_1"), "Khac")

    for changed in (before, after):
        assert changed.startswith(given)
        with pytest.raises(NotSignedSo):
            read(changed, given)


def lifted(given: bytes, name: str) -> bytes:
    """A true signature on another paper, hung into a field of ours: its bytes lie unused in the file
    and its range points at them.
    """
    other = signing.token(name).sign(printing.as_pdf(replace(PAPER, title="Khác")), "HOP_DONG")
    value = next(iter(PdfFileReader(io.BytesIO(other)).embedded_regular_signatures)).sig_object
    writer = IncrementalPdfFileWriter(io.BytesIO(given))
    writer.add_object(generic.StreamObject(stream_data=other))
    marks = [9_111_111_111, 9_222_222_222, 9_333_333_333, 9_444_444_444]
    copied = generic.DictionaryObject({key: value[key] for key in value})
    copied["/ByteRange"] = generic.ArrayObject([generic.NumberObject(mark) for mark in marks])
    field = writer.root["/AcroForm"]["/Fields"][0]
    field[generic.pdf_name("/V")] = writer.add_object(copied)
    writer.update_container(field)
    made = io.BytesIO()
    writer.write(made)
    done = made.getvalue()
    start, (first, length, second, rest) = done.index(other), [int(n) for n in value["/ByteRange"]]
    for mark, number in zip(marks, [start + first, length, start + second, rest], strict=True):
        done = done.replace(b"%d" % mark, b"%010d" % number)
    return done


def test_a_signature_lifted_from_another_paper_is_refused(given: bytes) -> None:
    forged = lifted(given, NAME)
    reader = PdfFileReader(io.BytesIO(forged))
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    status = validate_pdf_signature(reader.embedded_regular_signatures[0], context)

    assert status.intact
    assert status.valid
    with pytest.raises(NotSignedSo):
        read(forged, given)


def test_other_files_are_refused(given: bytes) -> None:
    token = signing.token(NAME)
    base = printing.as_pdf(PAPER)
    other = printing.as_pdf(replace(PAPER, title="Năm 2027"))
    signed = token.sign(given, "BEN_1")
    broken = bytearray(signed)
    at = signed.index(b"/Contents <", len(given)) + 400
    broken[at] = ord("0") if broken[at] != ord("0") else ord("1")
    cases = [
        given,
        given + b" ",
        base,
        token.sign(base, "BEN_9"),
        token.sign(other, "BEN_1"),
        signed[:-200],
        bytes(broken),
        given[:-1] + b"\x00" + signed[len(given) :],
        given + b"%PDF-1.7\n" + b"\x00" * 500,
        another_file_behind(given),
    ]
    for number, pdf in enumerate(cases):
        with pytest.raises(NotSignedSo):
            pytest.fail(f"{number}: {read(pdf, given)}")


def test_a_field_that_is_empty_is_no_signature(given: bytes) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(given))
    append_signature_field(writer, SigFieldSpec("THEM", on_page=0, box=(10, 10, 20, 20)))
    made = io.BytesIO()
    writer.write(made)

    with pytest.raises(NotSignedSo):
        read(made.getvalue(), given)
