"""A virus scanner for tests: a real socket that speaks the protocol of ClamAV and knows EICAR."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path

from tests.files.samples import EICAR

FOUND = b"stream: Eicar-Test-Signature FOUND\0"


class Clamd:
    """`answer` may replace the verdict; `seen` are the files as they arrived."""

    def __init__(self, path: Path | None = None) -> None:
        self.seen: list[bytes] = []
        self.answer: Callable[[bytes], bytes] = self._verdict
        if path is not None:
            self._door = socket.socket(socket.AF_UNIX)
            self._door.bind(str(path))
            self._door.listen()
            self.address = f"unix:{path}"
        else:
            self._door = socket.create_server(("127.0.0.1", 0))
            self.address = f"tcp:127.0.0.1:{self._door.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._thread.join(5)

    @staticmethod
    def _verdict(content: bytes) -> bytes:
        return FOUND if EICAR in content else b"stream: OK\0"

    def _serve(self) -> None:
        while True:
            try:
                line, _peer = self._door.accept()
            except OSError:
                return
            with line:
                self._talk(line)

    def _talk(self, line: socket.socket) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += line.recv(1)
        if command == b"zPING\0":
            line.sendall(b"PONG\0")
            return
        assert command == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", _exactly(line, 4))[0]:
            content += _exactly(line, size)
        self.seen.append(content)
        line.sendall(self.answer(content))


def _exactly(line: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size:
        part = line.recv(size - len(got))
        if not part:
            raise ConnectionError
        got += part
    return got
