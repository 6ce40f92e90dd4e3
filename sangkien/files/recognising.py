"""What a file really is, by its content; dangerous ones are refused.

An allow-list: what is not recognised is refused, so HTML, SVG and programs never get in, whatever
their name says.
"""

import warnings
import zipfile
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image

from sangkien.files.enums import FileKind
from sangkien.files.errors import RefusedFile

MOST_PIXELS = 50_000_000
MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 150  # text packs to a twentieth; a bomb to a thousandth
SMALL_ENTRY = 1024 * 1024  # below it a ratio says nothing
ENCRYPTED = 0x1
_CHUNK = 1024 * 1024
_PICTURES = {"JPEG": FileKind.JPEG, "PNG": FileKind.PNG, "WEBP": FileKind.WEBP}
# Names that readers of PDF act upon without being asked.
_ACTIVE_PDF = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
_OFFICE = {"word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX}


def recognise(file: IO[bytes]) -> FileKind | None:
    """The kind of a file, None for those that we do not know, or RefusedFile with what to do
    instead. Leaves it at its start.
    """
    file.seek(0)
    head = file.read(16)
    try:
        if head.startswith(b"%PDF-"):
            return _pdf(file)
        if head.startswith(b"PK\x03\x04"):
            return _office(file)
        if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or head[8:12] == b"WEBP":
            return _picture(file)
    finally:
        file.seek(0)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedFile(
            _(
                "Tệp Office kiểu cũ hoặc có mật khẩu. Hãy mở ra, bỏ mật khẩu, lưu thành .xlsx, .docx."
            )
        )
    return None


def _pdf(file: IO[bytes]) -> FileKind:
    tail = b""
    file.seek(0)
    while chunk := file.read(_CHUNK):
        seen = tail + chunk
        if any(name in seen for name in _ACTIVE_PDF):
            raise RefusedFile(_("Tệp PDF có mã chạy hoặc tệp đính kèm. Hãy in lại thành PDF mới."))
        if b"/Encrypt" in seen:
            raise RefusedFile(_("Tệp PDF có mật khẩu. Hãy lưu lại không đặt mật khẩu."))
        tail = seen[-32:]
    return FileKind.PDF


def _picture(file: IO[bytes]) -> FileKind:
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=tuple(_PICTURES)) as picture:
                kind, size = _PICTURES[picture.format or ""], picture.width * picture.height
                picture.verify()
    except Exception as error:
        # Pillow raises anything from SyntaxError to struct.error on a broken picture.
        raise RefusedFile(_("Ảnh bị hỏng hoặc quá lớn. Hãy chụp hoặc lưu lại.")) from error
    if size > MOST_PIXELS:
        raise RefusedFile(_("Ảnh quá lớn. Hãy thu nhỏ còn dưới 50 triệu điểm ảnh."))
    return kind


def _office(file: IO[bytes]) -> FileKind:
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
        raise RefusedFile(_("Tệp có đối tượng nhúng. Hãy xoá đối tượng đó rồi lưu lại."))
    if any("/externallinks/" in name for name in low):
        raise RefusedFile(
            _("Tệp có liên kết tới tệp Excel khác. Hãy chép và dán giá trị (Paste Values) rồi lưu.")
        )
