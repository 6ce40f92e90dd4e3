"""What a file really is, by its content; dangerous ones are refused.

An allow-list: what is not recognised is refused, so HTML, SVG and programs never get in, whatever
their name says.
"""

from typing import IO

from django.utils.translation import gettext as _

from sangkien.files import documents, pictures, sounds
from sangkien.files.enums import FileKind
from sangkien.files.errors import RefusedFile

_HEIC = (b"ftyphei", b"ftyphev", b"ftypmif", b"ftypmsf", b"ftypavi")


def recognise(file: IO[bytes]) -> FileKind | None:
    """The kind of a file, None for those that we do not know, or RefusedFile with what to do
    instead. Leaves it at its start.
    """
    file.seek(0)
    head = file.read(16)
    try:
        return _told(file, head)
    finally:
        file.seek(0)


def _told(file: IO[bytes], head: bytes) -> FileKind | None:
    if head.startswith(b"%PDF-"):
        return documents.pdf(file)
    if head.startswith(b"PK\x03\x04"):
        return documents.office(file)
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or head[8:12] == b"WEBP":
        return pictures.kind_of(file)
    _ensure_modern(head)
    return sounds.kind_of(head)


def _ensure_modern(head: bytes) -> None:
    """Kinds that people send in good faith: they learn what to send instead."""
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedFile(
            _(
                "Tệp Office kiểu cũ hoặc có mật khẩu. Hãy mở ra, bỏ mật khẩu, lưu thành .xlsx, .docx."
            )
        )
    if head[4:11] in _HEIC:
        raise RefusedFile(
            _("Ảnh kiểu HEIC chưa nhận được. Hãy gửi ảnh chụp màn hình của ảnh đó, hoặc chụp lại.")
        )
