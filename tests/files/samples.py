"""Files as people and others send them, made on the spot."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

from PIL import Image

DATA = Path(__file__).resolve().parents[1] / "data"
EICAR = (
    rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
)  # in two parts, so that no scanner on this machine takes this file away
SCRIPT = b"<html><script>alert(1)</script></html>"


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (640, 480), **options: Any) -> bytes:
    target = io.BytesIO()
    mode = options.pop("mode", "RGB")
    Image.new(mode, size, options.pop("colour", "teal")).save(target, kind, **options)
    return target.getvalue()


def photo_with_place() -> bytes:
    """As a telephone makes it: lying on its side, with place and owner."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by a quarter to see it upright
    exif[0x010F] = "May anh cua Nguyen Van An"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (10.0, 22.0, 30.0)
    place[3], place[4] = "E", (105.0, 26.0, 1.0)
    target = io.BytesIO()
    drawn = Image.new("RGB", (640, 480), "teal")
    drawn.paste("white", (0, 0, 320, 480))
    drawn.save(target, "JPEG", exif=exif, comment=b"GPS 10.37 105.43")
    return target.getvalue()


def bomb(side: int = 20_000) -> bytes:
    """A small PNG that says it has so many pixels a side."""
    head = struct.pack("!IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    sum_ = struct.pack("!I", zlib.crc32(name + content))
    return struct.pack("!I", len(content)) + name + content + sum_


def archive(**entries: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return target.getvalue()


def voice(kind: str = "webm") -> bytes:
    """Two and a half seconds of a tone, as a browser recorded it."""
    return (DATA / f"voice.{kind}").read_bytes()


def ogg(seconds: float = 3, *, first: bytes = b"OpusHead", streams: int = 1) -> bytes:
    pages = [_page(first.ljust(19, b"\0"), 0, stream) for stream in range(1, streams + 1)]
    return b"".join([*pages, _page(b"x" * 50, int(seconds * 48_000), 1)])


def _page(body: bytes, position: int, stream: int) -> bytes:
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, 0, position, stream, 0, 0, 1)
    return head + bytes([len(body)]) + body


def paper(inside: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n" + inside + b"\n%%EOF\n"
