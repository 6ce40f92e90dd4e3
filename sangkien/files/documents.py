"""PDF, Word and Excel: what could act by itself when somebody opens it is refused."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from sangkien.files.enums import FileKind
from sangkien.files.errors import RefusedFile

MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 150  # text packs to a twentieth; a bomb to a thousandth
SMALL_ENTRY = 1024 * 1024  # below it a ratio says nothing
ENCRYPTED = 0x1
MOST_OBJECTS = 32 * 1024 * 1024  # of the packed objects of a PDF, all together
# Names that readers of PDF act upon without being asked.
_ACTIVE_PDF = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
_OFFICE = {"word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX}
# "/J#61vaScript" is the same name; objects may lie packed in streams of objects.
_DISGUISED = re.compile(rb"/[A-Za-z#0-9]{0,60}#[0-9A-Fa-f]{2}[A-Za-z#0-9]{0,60}")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECTS = b"/ObjStm"


def pdf(file: IO[bytes]) -> FileKind:
    """Looks through the plain part, disguised names and packed objects."""
    file.seek(0)
    content = file.read()
    for part in (content, *_unpacked(content)):
        _ensure_inactive(part)
    if b"/Encrypt" in content:
        raise RefusedFile(_("Tệp PDF có mật khẩu. Hãy lưu lại không đặt mật khẩu."))
    return FileKind.PDF


def _ensure_inactive(part: bytes) -> None:
    disguised = b" ".join(_plain_name(found) for found in _DISGUISED.findall(part))
    if _OBJECTS in disguised or any(name in part or name in disguised for name in _ACTIVE_PDF):
        raise RefusedFile(_("Tệp PDF có mã chạy hoặc tệp đính kèm. Hãy in lại thành PDF mới."))


def _plain_name(name: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), name)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """The streams of objects, unpacked; too much of it is no document."""
    left, at = MOST_OBJECTS, 0
    while (at := content.find(_OBJECTS, at)) >= 0:
        begin = content.find(b"stream", at)
        if begin < 0:
            return
        end = content.find(b"endstream", begin + 1)
        at = end if end >= 0 else len(content)
        try:
            part = zlib.decompressobj().decompress(content[begin + 6 : at].lstrip(b"\r\n"), left)
        except zlib.error:
            continue  # not packed this way: its names stand in the plain part
        left -= len(part)
        if left <= 0:
            raise RefusedFile(_("Tệp này giải nén ra quá lớn. Hãy in lại thành PDF mới."))
        yield part


def office(file: IO[bytes]) -> FileKind:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise RefusedFile(_("Tệp bị hỏng, không mở được. Hãy lưu lại rồi gửi.")) from error
    _ensure_small(entries)
    names = {entry.filename for entry in entries}
    kind = next((found for part, found in _OFFICE.items() if part in names), None)
    if kind is None or "[Content_Types].xml" not in names:
        raise RefusedFile(_("Tệp nén không nhận. Hãy gửi từng tệp PDF, ảnh, .docx hoặc .xlsx."))
    _ensure_passive(names)
    return kind


def _ensure_small(entries: list[zipfile.ZipInfo]) -> None:
    """Before anything is unpacked; readers of the content set limits of their own, for a directory
    can lie about sizes.
    """
    unpacked = sum(entry.file_size for entry in entries)
    swollen = any(
        entry.file_size > SMALL_ENTRY and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or swollen:
        raise RefusedFile(_("Tệp này giải nén ra quá lớn. Hãy chép dữ liệu sang tệp mới rồi gửi."))
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise RefusedFile(_("Tệp có mật khẩu. Hãy lưu lại không đặt mật khẩu."))


def _ensure_passive(names: set[str]) -> None:
    low = {name.lower() for name in names}
    if any("vbaproject" in name or "activex" in name or "macrosheets" in name for name in low):
        raise RefusedFile(_("Tệp có macro. Hãy lưu lại dạng .xlsx hoặc .docx không có macro."))
    if any("/embeddings/" in name and name.endswith(".bin") for name in low):
        raise RefusedFile(_("Tệp có đối tượng nhúng. Hãy xóa đối tượng đó rồi lưu lại."))
    if any("/externallinks/" in name for name in low):
        raise RefusedFile(
            _("Tệp có liên kết tới tệp Excel khác. Hãy chép và dán giá trị (Paste Values) rồi lưu.")
        )
