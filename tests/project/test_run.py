"""The set-up program, as far as it can be tried without a second machine."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

import run

ROOT = Path(run.__file__).resolve().parent


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "PATIENCE_SECONDS", 0)


@pytest.mark.usefixtures("_impatient")
def test_taken_port_is_one_sentence_in_two_languages(taken_port: int) -> None:
    with pytest.raises(run.Stop, match=r"Không dùng được cổng .* / the port is taken") as stop:
        run._ensure_free(f"127.0.0.1:{taken_port}")

    assert stop.value.code == run.PORT_TAKEN


def test_port_that_becomes_free_is_waited_for() -> None:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    port = listener.getsockname()[1]
    threading.Timer(0.5, listener.close).start()

    run._ensure_free(f"127.0.0.1:{port}")


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("bind", ["127.0.0.1:http", "127.0.0.1:99999", "nowhere"])
def test_nonsense_bind_is_refused_like_a_taken_port(bind: str) -> None:
    with pytest.raises(run.Stop):
        run._ensure_free(bind)


def test_full_disk_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full() -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run, "install_all", full)

    assert run.main(["install"]) == run.DISK_FULL
    assert "Ổ đĩa đầy" in capsys.readouterr().err


def test_signing_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    run._make_secret_key(tmp_path / "data")
    first = (tmp_path / "data" / "secret_key").read_text()
    run._make_secret_key(tmp_path / "data")

    assert len(first) >= 40
    assert (tmp_path / "data" / "secret_key").read_text() == first
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_empty_signing_key_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()

    run._make_secret_key(tmp_path)

    assert len((tmp_path / "secret_key").read_text()) >= 40


def test_unknown_words_are_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        run.main(["start", "--port", "9000"])

    assert stop.value.code == 2


class Started:
    """`run.py start` in a data folder of its own."""

    def __init__(self, data: Path, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.log = data.parent / "start.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "run.py", "start"],
                cwd=ROOT,
                env={
                    "PATH": os.environ["PATH"],
                    "HOME": str(data.parent),
                    "SANGKIEN_DATA_DIR": str(data),
                    "SANGKIEN_BIND": f"127.0.0.1:{port}",
                },
                stdout=log,
                stderr=log,
            )

    def wait_until_ready(self) -> dict[str, object]:
        """Ready by its own word: after a kill the predecessor may still be answering."""
        deadline = time.monotonic() + 240
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if "Sáng Kiến: " not in self.log.read_text():
                    raise ConnectionError
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=5) as answer:  # noqa: S310 - our own address
                    return dict(json.load(answer))
            except (OSError, http.client.HTTPException):
                time.sleep(0.3)
        raise AssertionError(self.log.read_text()[-3000:])

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


@pytest.mark.timeout(600)
def test_start_runs_stops_and_starts_again_with_the_same_data(
    tmp_path: Path, free_port: int
) -> None:
    data = tmp_path / "data"

    started = Started(data, free_port)
    assert started.wait_until_ready()["status"] == "ready"
    assert started.stop() == 0
    said = started.log.read_text()
    logins = json.loads((data / "demo.json").read_text())["logins"]

    started = Started(data, free_port)
    assert started.wait_until_ready()["status"] == "ready"
    started.process.kill()  # no chance to tell its children
    started.process.wait()

    started = Started(data, free_port)
    assert started.wait_until_ready()["status"] == "ready"
    assert started.stop() == 0

    assert f"Sáng Kiến: http://127.0.0.1:{free_port}" in said
    assert said.count("mật khẩu:") >= 6
    assert json.loads((data / "demo.json").read_text())["logins"] == logins
