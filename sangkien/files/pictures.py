"""Pictures are drawn anew: what was hidden in the file or hung on to it does not survive.

Place, time and owner of the telephone (EXIF), comments, colour profiles, further frames and
whatever follows the picture are left behind. `Image.draft` lets the JPEG decoder shrink while it
reads, so that a large photo costs little memory.
"""

import io
import threading
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from sangkien.files.enums import FileKind
from sangkien.files.errors import RefusedFile

MOST_PIXELS = 50_000_000
MOST_PIXELS_WHOLE = 25_000_000  # of kinds that cannot be read at a smaller size
LONGEST_SIDE, SMALL_SIDE = 1600, 480
_OPENED = ("JPEG", "PNG", "WEBP")
# Some telephones keep a second picture in the same JPEG, which Pillow then calls MPO.
_FORMATS = {"JPEG": FileKind.JPEG, "MPO": FileKind.JPEG, "PNG": FileKind.PNG, "WEBP": FileKind.WEBP}
_SAVING: Mapping[FileKind, tuple[str, Mapping[str, Any]]] = {
    FileKind.JPEG: ("JPEG", {"quality": 84, "optimize": True, "progressive": True}),
    FileKind.PNG: ("PNG", {"optimize": True}),
    FileKind.WEBP: ("WEBP", {"quality": 82, "method": 4}),
}
# A decoder at work needs tens of megabytes: one picture after the other in each process.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A picture as we keep it, and a small one for lists."""

    content: bytes
    small: bytes
    width: int
    height: int


def kind_of(file: IO[bytes]) -> FileKind:
    """By the header alone; too many pixels are refused before one of them is decoded."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=_OPENED) as picture:
                kind, size = _FORMATS[picture.format or ""], picture.width * picture.height
                picture.verify()
    except Exception as error:
        # Pillow raises anything from SyntaxError to struct.error on a broken picture.
        raise RefusedFile(_("Ảnh bị hỏng hoặc quá lớn. Hãy chụp hoặc lưu lại.")) from error
    most = MOST_PIXELS if kind == FileKind.JPEG else min(MOST_PIXELS, MOST_PIXELS_WHOLE)
    if size > most:
        raise RefusedFile(
            _("Ảnh quá lớn. Hãy thu nhỏ còn dưới %(most)s triệu điểm ảnh.")
            % {"most": max(most // 1_000_000, 1)}
        )
    return kind


def drawn(file: IO[bytes], kind: FileKind) -> Drawn:
    """Decoded, turned upright, bounded in size and encoded again; call after `kind_of`."""
    file.seek(0)
    try:
        with _one_at_a_time, Image.open(file, formats=_OPENED) as picture:
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture)
            plain = _plain(upright, kind)
            plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
            content = _encoded(plain, kind)
            width, height = plain.size
            plain.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS)
            small = _encoded(_plain(plain, FileKind.JPEG), FileKind.JPEG)
    except Exception as error:
        raise RefusedFile(_("Ảnh bị hỏng, không mở được. Hãy chụp hoặc lưu lại.")) from error
    return Drawn(content=content, small=small, width=width, height=height)


def shrunk(file: IO[bytes], side: int) -> tuple[bytes, tuple[int, int]]:
    """A JPEG of a kept picture that fits into a square, and its size; for what is printed."""
    with _one_at_a_time, Image.open(file, formats=_OPENED) as picture:
        picture.draft("RGB", (side, side))
        plain = _plain(picture, FileKind.JPEG)
        plain.thumbnail((side, side), Image.Resampling.LANCZOS)
        return _encoded(plain, FileKind.JPEG), plain.size


def _plain(picture: Image.Image, kind: FileKind) -> Image.Image:
    """Pixels alone, on white where the kind knows no transparency."""
    is_clear = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    if not is_clear:
        bare = picture.convert("RGB")
    elif kind != FileKind.JPEG:
        bare = picture.convert("RGBA")
    else:
        over = picture.convert("RGBA")
        bare = Image.new("RGB", over.size, "white")
        bare.paste(over, mask=over.getchannel("A"))
    fresh = Image.new(bare.mode, bare.size)
    fresh.paste(bare)
    return fresh


def _encoded(picture: Image.Image, kind: FileKind) -> bytes:
    target = io.BytesIO()
    form, options = _SAVING[kind]
    picture.save(target, form, **options)
    return target.getvalue()
