"""Voice notes: the three containers that telephones record in, walked from end to end.

Nothing is decoded. A file passes when every part of it is one that belongs there, when it holds
sound and nothing else, and when nothing hangs on to its end; so pictures, films and archives that
only begin like a recording are refused. `seconds` is read from the times inside.
"""

import math
from typing import IO

from django.utils.translation import gettext as _

from sangkien.files import matroska, mp4, ogg
from sangkien.files.enums import FileKind
from sangkien.files.errors import RefusedFile

_MEASURES = {FileKind.WEBM: matroska.length, FileKind.OGG: ogg.length, FileKind.M4A: mp4.length}
MOST_BYTES = 16 * 1024 * 1024  # read as a whole: pages take far less


def kind_of(head: bytes) -> FileKind | None:
    """By the first bytes; `seconds` looks at the rest."""
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return FileKind.WEBM
    if head.startswith(b"OggS"):
        return FileKind.OGG
    return FileKind.M4A if head[4:8] == b"ftyp" else None


def seconds(file: IO[bytes], kind: FileKind) -> int:
    """How long it lasts, rounded up; RefusedFile when it is no recording."""
    file.seek(0)
    content = file.read(MOST_BYTES)
    file.seek(0)
    try:
        return math.ceil(_MEASURES[kind](content))
    except (ValueError, IndexError, ArithmeticError) as error:
        raise RefusedFile(
            _("Tệp này không phải bản ghi âm, hoặc đã bị hỏng. Hãy ghi âm lại.")
        ) from error
