"""Ogg with Opus: pages one after the other, of one stream."""

import struct

_HEADER = struct.Struct("<4sBBqIIIB")
_RATE = 48_000  # positions in Opus always count at this rate
_VORBIS_RATE_AT = 12


def length(content: bytes) -> float:
    """Seconds; ValueError for anything else."""
    at, streams, last, rate = 0, set(), 0, 0
    while at < len(content):
        if len(content) - at < _HEADER.size:
            raise ValueError("cut off")
        mark, version, _flags, position, stream, _number, _sum, parts = _HEADER.unpack_from(
            content, at
        )
        body = at + _HEADER.size + parts
        size = sum(content[at + _HEADER.size : body])
        if mark != b"OggS" or version != 0 or body + size > len(content):
            raise ValueError("no page")
        rate = rate or _rate(content[body : body + size])
        streams.add(stream)
        last = max(last, position)
        at = body + size
    if len(streams) != 1:
        raise ValueError("more than one stream")
    return last / rate


def _rate(first: bytes) -> int:
    if first.startswith(b"OpusHead"):
        return _RATE
    if first.startswith(b"\x01vorbis"):
        rate = int.from_bytes(first[_VORBIS_RATE_AT : _VORBIS_RATE_AT + 4], "little")
        if rate:
            return rate
    raise ValueError("no sound")
