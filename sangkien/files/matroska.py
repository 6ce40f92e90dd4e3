"""WebM with sound alone: EBML elements one after the other.

Browsers write segments and clusters of unknown size while they record, so the two are not nested
here: their elements are read as one sequence in which only known ones may stand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

HEAD, SEGMENT, TRACKS, TRACK, CLUSTER, GROUP = (
    *(0x1A45DFA3, 0x18538067, 0x1654AE6B, 0xAE),
    *(0x1F43B675, 0xA0),
)
INFO, SCALE, DURATION = 0x1549A966, 0x2AD7B1, 0x4489
KIND_OF_TRACK, CODEC, SOUND = 0x83, 0x86, 2
TIME, SIMPLE_BLOCK, BLOCK = 0xE7, 0xA3, 0xA1
DOCTYPE = 0x4282
_OPENED = {SEGMENT, TRACKS, CLUSTER, GROUP, INFO}
# Indexes, tags, padding and what goes with blocks: allowed, of no interest.
_SKIPPED = {
    *(0x114D9B74, 0x1C53BB6B, 0x1254C367, 0xEC, 0xBF, 0xA7, 0xAB, 0x5854),
    *(0x9B, 0xFB, 0xFA, 0x75A1, 0x75A2, 0xA4),
    *(0x4D80, 0x5741, 0x73A4, 0x4461, 0x7BA9, 0x7384),
}
_MOST_ID, _MOST_SIZE = 4, 8
_CODECS = {b"A_OPUS", b"A_VORBIS"}
_MILLISECONDS = 1_000_000  # nanoseconds in a unit of time, unless the file says otherwise


@dataclass
class _Heard:
    """What was met so far; times in units of `scale` nanoseconds."""

    scale: int = _MILLISECONDS
    cluster: int = 0
    last: int = 0
    tracks: int = 0
    is_webm: bool = False
    seen: set[int] = field(default_factory=set)


def length(content: bytes) -> float:
    """Seconds; ValueError for anything else."""
    heard = _Heard()
    for element, data in _elements(content):
        _hear(heard, element, data)
    if not heard.is_webm or not heard.tracks or not heard.seen & {SIMPLE_BLOCK, BLOCK}:
        raise ValueError("no sound")
    return heard.last * heard.scale / 1e9


def _hear(heard: _Heard, element: int, data: bytes) -> None:
    heard.seen.add(element)
    if element == HEAD:
        inside = dict(_elements(data, strict=False))
        heard.is_webm = inside.get(DOCTYPE, b"").rstrip(b"\0") == b"webm"
    elif element == SCALE:
        heard.scale = int.from_bytes(data, "big")
    elif element == TRACK:
        inside = dict(_elements(data, strict=False))
        if inside.get(KIND_OF_TRACK) != bytes([SOUND]) or inside.get(CODEC) not in _CODECS:
            raise ValueError("not only sound")
        heard.tracks += 1
    elif element == TIME:
        heard.cluster = int.from_bytes(data, "big")
    elif element in {SIMPLE_BLOCK, BLOCK}:
        _track, used = _number(data, 0, keeps_mark=False)
        since = int.from_bytes(data[used : used + 2], "big", signed=True)
        heard.last = max(heard.last, heard.cluster + since)


_READ = {HEAD, SCALE, DURATION, TRACK, TIME, SIMPLE_BLOCK, BLOCK}


def _elements(content: bytes, *, strict: bool = True) -> Iterator[tuple[int, bytes]]:
    """Number and content of each; the opened ones come in front of what is inside."""
    at = 0
    while at < len(content):
        element, at = _number(content, at, keeps_mark=True)
        size, begin = _number(content, at, keeps_mark=False)
        is_endless = size == 2 ** (7 * (begin - at)) - 1
        if strict and element in _OPENED:
            if not is_endless and begin + size > len(content):
                raise ValueError("cut off")
            at = begin
            yield element, b""
            continue
        if (
            is_endless
            or begin + size > len(content)
            or (strict and element not in _READ | _SKIPPED)
        ):
            raise ValueError(f"unexpected {element:x}")
        at = begin + size
        yield element, content[begin:at]


def _number(content: bytes, at: int, *, keeps_mark: bool) -> tuple[int, int]:
    """A number of variable length, and where it ends."""
    first = content[at]
    size = 9 - first.bit_length()
    if size > (_MOST_ID if keeps_mark else _MOST_SIZE) or at + size > len(content):
        raise ValueError("no number")
    number = int.from_bytes(content[at : at + size], "big")
    return (number if keeps_mark else number & ((1 << (7 * size)) - 1)), at + size
