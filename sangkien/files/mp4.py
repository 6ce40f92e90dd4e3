"""MP4 with sound alone (M4A): boxes in boxes, whole or in fragments."""

from collections.abc import Iterator
from dataclasses import dataclass

_TOP = {
    *(b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"mfra", b"sidx"),
    *(b"free", b"skip", b"wide", b"emsg", b"prft"),
}
_INSIDE = {b"moov", b"mvex", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf"}
_BRANDS = {
    *(b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"iso8"),
    *(b"dash", b"avc1", b"MSNV", b"qt  "),
}
_CODECS = {b"mp4a", b"Opus"}
_HEAD, _LONG_HEAD = 8, 16
_DEEPEST = 8
# Flags of runs and of what stands before them.
_HAS_OFFSET, _HAS_FIRST, _HAS_LENGTHS, _OF_SAMPLES = 0x1, 0x4, 0x100, 0xF00
_HAS_BASE, _HAS_DESCRIPTION, _HAS_USUAL = 0x1, 0x2, 0x8


@dataclass
class _Heard:
    """What was met so far; times in units of `rate` a second."""

    rate: int = 0
    whole: float = 0
    runs: int = 0
    usual: int = 0  # how long a sample of a run lasts that does not say so
    tracks: int = 0
    has_data: bool = False


def length(content: bytes) -> float:
    """Seconds; ValueError for anything else."""
    heard = _Heard()
    boxes = [name for name, _body in _boxes(content, 0, len(content))]
    if boxes[:1] != [b"ftyp"] or not set(boxes) <= _TOP:
        raise ValueError("not only known boxes")
    if content[8:12] not in _BRANDS:
        raise ValueError("another brand")
    _hear(heard, content, 0, len(content), depth=0)
    if not heard.tracks or not heard.rate or not heard.has_data:
        raise ValueError("no sound")
    return max(heard.whole, heard.runs / heard.rate)


def _boxes(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Name of each box and where its body lies."""
    while at < end:
        if end - at < _HEAD:
            raise ValueError("cut off")
        size, name, head = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(content[at + 8 : at + 16], "big"), _LONG_HEAD
        if size < head or at + size > end:
            raise ValueError("no box")
        yield name, (at + head, at + size)
        at += size


def _hear(heard: _Heard, content: bytes, begin: int, end: int, *, depth: int) -> None:
    if depth > _DEEPEST:
        raise ValueError("too deep")
    for name, (first, last) in _boxes(content, begin, end):
        if name in _INSIDE:
            _hear(heard, content, first, last, depth=depth + 1)
        else:
            _note(heard, name, content[first:last])


def _note(heard: _Heard, name: bytes, body: bytes) -> None:
    if name == b"hdlr":
        if body[8:12] != b"soun":
            raise ValueError("not only sound")
        heard.tracks += 1
    elif name == b"stsd" and body[12:16] not in _CODECS:
        raise ValueError("another codec")
    elif name == b"mdhd":
        heard.rate, ticks = _clock(body)
        heard.whole = max(heard.whole, ticks / heard.rate)
    elif name == b"mdat":
        heard.has_data = heard.has_data or bool(body)
    else:
        _note_fragment(heard, name, body)


def _note_fragment(heard: _Heard, name: bytes, body: bytes) -> None:
    """Recordings that were written while they went on say in each run how long its samples last."""
    if name == b"trex":
        heard.usual = int.from_bytes(body[12:16], "big")
    elif name == b"tfhd":
        flags, at = int.from_bytes(body[1:4], "big"), 8
        at += 8 * bool(flags & _HAS_BASE) + 4 * bool(flags & _HAS_DESCRIPTION)
        if flags & _HAS_USUAL:
            heard.usual = int.from_bytes(body[at : at + 4], "big")
    elif name == b"trun":
        heard.runs += _lasting(body, heard.usual)


def _lasting(body: bytes, usual: int) -> int:
    flags, samples = int.from_bytes(body[1:4], "big"), int.from_bytes(body[4:8], "big")
    if not flags & _HAS_LENGTHS:
        return samples * usual
    at = 8 + 4 * bool(flags & _HAS_OFFSET) + 4 * bool(flags & _HAS_FIRST)
    step = 4 * (flags & _OF_SAMPLES).bit_count()
    if at + samples * step > len(body):
        raise ValueError("cut off")
    starts = range(at, at + samples * step, step)
    return sum(int.from_bytes(body[start : start + 4], "big") for start in starts)


def _clock(body: bytes) -> tuple[int, int]:
    """Units a second, and how many units it lasts; a length of ones means unknown."""
    at, size = (20, 8) if body[0] else (12, 4)
    ticks = int.from_bytes(body[at + 4 : at + 4 + size], "big")
    return int.from_bytes(body[at : at + 4], "big"), 0 if ticks == 2 ** (8 * size) - 1 else ticks
