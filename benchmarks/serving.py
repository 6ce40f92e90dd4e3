"""Start the web process and the background worker as the project runs them, and stop them."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import project

ROOT = Path(__file__).resolve().parents[1]
STARTING_SECONDS = 60
GUNICORN = (
    *(sys.executable, "-m", "gunicorn", "--config", "python:sangkien.project.server"),
    *("--workers", "2", "--threads", "4"),
)


@dataclass
class Server:
    """A running web server; `process` is gunicorn's master."""

    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def pid(self) -> int:
        return self.process.pid


@contextlib.contextmanager
def web(url: str) -> Iterator[Server]:
    """`sangkien serve`: two processes of four threads."""
    port = free_port()
    process = start_web(url, port)
    try:
        yield Server(port, process)
    finally:
        stop(process)


def start_web(url: str, port: int) -> "subprocess.Popen[bytes]":
    command = (sys.executable, "-m", "sangkien", "serve")
    process = _start(command, _variables(url, port), "web")
    _wait(process, port, "/healthz")
    return process


@contextlib.contextmanager
def bare(url: str) -> Iterator[Server]:
    """The bare submit under the same gunicorn."""
    port = free_port()
    process = _start((*GUNICORN, "benchmarks.bare.wsgi:application"), _variables(url, port), "bare")
    try:
        _wait(process, port, "/done/x/")
        yield Server(port, process)
    finally:
        stop(process)


@contextlib.contextmanager
def untotalled(url: str) -> Iterator[Server]:
    """The project without any totals, as many processes and threads as `web`."""
    port = free_port()
    command = (*GUNICORN, "benchmarks.untotalled:application")
    process = _start(command, _variables(url, port), "untotalled")
    try:
        _wait(process, port, "/healthz")
        yield Server(port, process)
    finally:
        stop(process)


@contextlib.contextmanager
def worker(url: str) -> Iterator["subprocess.Popen[bytes]"]:
    """`sangkien work`."""
    process = start_worker(url)
    try:
        yield process
    finally:
        stop(process)


def start_worker(url: str) -> "subprocess.Popen[bytes]":
    return _start((sys.executable, "-m", "sangkien", "work"), project.environment(url), "work")


def sangkien(url: str, *words: str) -> "subprocess.CompletedProcess[str]":
    """One command of the project, to its end."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "sangkien", *words],
        cwd=ROOT,
        env=project.environment(url),
        capture_output=True,
        text=True,
        check=False,
    )


def _variables(url: str, port: int) -> dict[str, str]:
    address = f"127.0.0.1:{port}"
    metrics = project.RESULTS / "metrics"
    metrics.mkdir(parents=True, exist_ok=True)
    return project.environment(
        url,
        SANGKIEN_BIND=address,
        SANGKIEN_BASE_URL=f"http://{address}",
        PROMETHEUS_MULTIPROC_DIR=str(metrics),
    )


def _start(
    command: Sequence[str], variables: dict[str, str], name: str
) -> "subprocess.Popen[bytes]":
    project.RESULTS.mkdir(parents=True, exist_ok=True)
    with (project.RESULTS / f"{name}.log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own programs
            command, cwd=ROOT, env=variables, stdout=log, stderr=log, start_new_session=True
        )


def stop(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(timeout=40)
    except subprocess.TimeoutExpired:
        kill(process)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """kill -9 of the process and of its children: they share a process group of their own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", port: int, path: str) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
        except urllib.error.HTTPError:
            return  # any answer counts
        except OSError:
            time.sleep(0.2)
        else:
            return
    kill(process)
    raise SystemExit(f"the server did not start: see {project.RESULTS}")
