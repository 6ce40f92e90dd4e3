"""Talks to ClamAV over its socket (INSTREAM): the bytes go there, a verdict comes back."""

import socket
import struct
from collections.abc import Iterable

CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 120.0
LONGEST_ANSWER = 4096
_LENGTH = struct.Struct("!L")


class ScannerDown(Exception):
    """Nobody answers: everything waits."""


class ScannerRefused(Exception):
    """The scanner answers but could not look at this file."""


def find(chunks: Iterable[bytes], *, address: str) -> str:
    """What the scanner calls that which it found, empty for a clean file."""
    answer = _asked(
        address, b"zINSTREAM\0", (_LENGTH.pack(len(one)) + one for one in chunks if one)
    )
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")[:100]
    raise ScannerRefused(answer[:100])


def answers(address: str) -> bool:
    """Whether a scanner is there."""
    try:
        return _asked(address, b"zPING\0", ()) == "PONG"
    except ScannerDown:
        return False


def _asked(address: str, command: bytes, parts: Iterable[bytes]) -> str:
    try:
        with _connected(address) as line:
            line.sendall(command)
            if command == b"zINSTREAM\0":
                _stream(line, parts)
            return _answer(line)
    except OSError as error:
        raise ScannerDown(type(error).__name__) from error


def _stream(line: socket.socket, parts: Iterable[bytes]) -> None:
    """Whoever finds something early, or too much, answers before everything was sent."""
    try:
        for part in parts:
            line.sendall(part)
        line.sendall(_LENGTH.pack(0))
    except (BrokenPipeError, ConnectionResetError):
        return


def _connected(address: str) -> socket.socket:
    kind, _, where = address.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(where)
        except OSError:
            line.close()
            raise
    else:
        host, _, port = where.rpartition(":")
        line = socket.create_connection((host, int(port)), timeout=CONNECT_SECONDS)
    line.settimeout(ANSWER_SECONDS)
    return line


def _answer(line: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < LONGEST_ANSWER:
        part = line.recv(1024)
        if not part:
            break
        said += part
    if not said:
        raise ConnectionError
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()
