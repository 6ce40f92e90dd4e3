"""Set-up with nothing but Python: `python3 run.py start`, `python3 run.py test`.

Standard library only. Any Python since 3.6 can read this file as far as the version check.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - people have older ones
    sys.stderr.write(
        "Cần Python 3.11 trở lên, máy này có %d.%d / Python 3.11 or newer is needed.\n"  # noqa: UP031 - old Python reads this
        % sys.version_info[:2]
    )
    sys.exit(3)

import argparse
import contextlib
import ctypes
import errno
import fcntl
import hashlib
import http.client
import importlib.util
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sysconfig
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUN, TEST = "requirements/run.txt", "requirements/test.txt"
NEEDED_BYTES = {RUN: 350_000_000, TEST: 800_000_000}

PATIENCE_SECONDS = 5

OLD_PYTHON, NO_ENSUREPIP, DISK_FULL, PORT_TAKEN, INSTALL_FAILED, NO_SERVER, NO_SYSTEM = range(3, 10)

LAUNCHER = """#!/bin/sh
exec "{python}" -m sangkien "$@"
"""


class Stop(Exception):
    """One clear sentence and an exit code."""

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("start", help="cài đặt, tạo dữ liệu mẫu khi còn trống, chạy hệ thống")
    commands.add_parser("install", help="chỉ cài đặt vào .venv, gồm công cụ kiểm thử")
    commands.add_parser("lock", help="(lập trình viên) ghim lại phiên bản thư viện")
    commands.add_parser("test", help="kiểm thử toàn bộ; có tham số thì chỉ chạy pytest với chúng")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command != "test":
        parser.error(f"không hiểu / not understood: {' '.join(rest)}")
    commands_by_name: dict[str, Callable[[], int]] = {
        "start": start,
        "install": install_all,
        "lock": lock,
        "test": lambda: test(rest),
    }
    try:
        return commands_by_name[options.command]()
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return stop.code
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            sys.stderr.write(f"Ổ đĩa đầy, hãy giải phóng chỗ trống / the disk is full: {error}\n")
            return DISK_FULL
        raise
    except KeyboardInterrupt:
        return 130


def install_all() -> int:
    install(RUN, TEST)
    print(f"Đã cài vào / installed in {VENV}")
    return 0


def test(arguments: Sequence[str]) -> int:
    """The whole suite, or pytest alone when it is told what to run."""
    install(RUN, TEST)
    return subprocess.call([PYTHON, "-m", "tests.suite", *arguments], cwd=ROOT)


def lock() -> int:
    """Pin what pyproject.toml asks for. Needs `uv` on the PATH; writes hashes and no addresses."""
    options = "--universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q"
    uv = ["uv", "pip", "compile", *options.split()]
    groups = {
        TEST: "test",
        "requirements/test-postgres.txt": "test-postgres",
        "requirements/pades.txt": "pades",
        "requirements/s3.txt": "s3",
    }
    with contextlib.suppress(FileNotFoundError):
        subprocess.check_call(
            [*uv, "pyproject.toml", "-o", RUN], cwd=ROOT, stdout=subprocess.DEVNULL
        )
        for file, group in groups.items():
            source = f"pyproject.toml:{group}"
            subprocess.check_call(
                [*uv, "--group", source, "-c", RUN, "-o", file], cwd=ROOT, stdout=subprocess.DEVNULL
            )
        return 0
    raise Stop(NO_SYSTEM, "Cần công cụ uv để ghim phiên bản / `uv` is needed: pip install uv")


# --- Installing ---------------------------------------------------------------------------


def install(*locks: str) -> None:
    """Make .venv hold exactly the locks; nothing to do when it already does."""
    if os.name != "posix":
        raise Stop(NO_SYSTEM, "Chạy trên Linux, macOS hoặc WSL / Linux, macOS or WSL is needed")
    with _alone():
        stamps = {VENV / f".installed-{Path(file).stem}": _fingerprint(file) for file in locks}
        if all(stamp.exists() and stamp.read_text() == now for stamp, now in stamps.items()):
            return
        if shutil.disk_usage(ROOT).free < NEEDED_BYTES[locks[-1]]:
            raise Stop(DISK_FULL, f"Ổ đĩa đầy, không đủ chỗ cài đặt / the disk is full: {ROOT}")
        print("Đang cài thư viện… / installing…", flush=True)
        _make_environment()
        _pip("install", *(word for file in locks for word in ("-r", file)))
        _make_launcher()
        for stamp, now in stamps.items():
            stamp.write_text(now)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """`start` and `test` in two terminals: the second waits for the first."""
    with (ROOT / ".venv.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fingerprint(file: str) -> str:
    """Lock, interpreter and place: a moved folder breaks the scripts inside .venv."""
    parts = [(ROOT / file).read_bytes(), sys.version.encode(), bytes(ROOT)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _make_environment() -> None:
    made_by = VENV / ".made-by"
    identity = f"{sys.version}\n{ROOT}"
    if made_by.exists() and made_by.read_text() == identity:
        return
    missing = (
        "Python thiếu ensurepip; trên Debian, Ubuntu: apt install python3-venv / "
        "ensurepip is missing, install python3-venv"
    )
    if not importlib.util.find_spec("ensurepip"):
        raise Stop(NO_ENSUREPIP, missing)
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=True).create(VENV)
    except subprocess.CalledProcessError as error:
        raise Stop(NO_ENSUREPIP, missing) from error
    made_by.write_text(identity)


def _pip(*arguments: str) -> None:
    options = "-q --disable-pip-version-check --require-hashes --no-deps --only-binary :all:"
    command = [str(PYTHON), "-m", "pip", *arguments, *options.split()]
    done = subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False)
    if not done.returncode:
        return
    if "No space left on device" in done.stderr:
        raise Stop(DISK_FULL, "Ổ đĩa đầy, không cài được / the disk is full")
    errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    reason = "\n".join(errors[:5]) or done.stderr[-500:]
    raise Stop(INSTALL_FAILED, f"Không cài được thư viện / packages cannot be installed:\n{reason}")


def _make_launcher() -> None:
    """The package runs from the checkout; `.venv/bin/sangkien` and `python -m` find it anywhere."""
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))
    (site / "sangkien.pth").write_text(f"{ROOT}\n")
    launcher = VENV / "bin" / "sangkien"
    launcher.write_text(LAUNCHER.format(python=PYTHON))
    launcher.chmod(0o755)


# --- Starting -----------------------------------------------------------------------------


def start() -> int:
    """Install, prepare the data folder, then keep web server and worker running until stopped."""
    bind = os.environ.get("SANGKIEN_BIND") or "127.0.0.1:8000"
    _ensure_free(bind)
    install(RUN)
    data = Path(os.environ.get("SANGKIEN_DATA_DIR") or ROOT / "data").resolve()
    _make_secret_key(data)
    os.environ |= {"SANGKIEN_DATA_DIR": str(data), "SANGKIEN_BIND": bind}
    os.environ["SANGKIEN_WORKER"] = "separate"
    accounts = data / "demo.json"
    _sangkien("manage", "migrate", "--verbosity", "0")
    if os.environ.get("SANGKIEN_ENV") != "production":
        _sangkien("demo", "--if-empty", "--json", str(accounts))
    return Supervisor(bind, accounts).run()


def _ensure_free(bind: str) -> None:
    """Wait a moment for a predecessor that is still finishing its requests, then say it plainly."""
    if bind.startswith("unix:"):
        return
    host, _, port = bind.rpartition(":")
    deadline = time.monotonic() + PATIENCE_SECONDS
    problem = _why_taken(host, port)
    while problem:
        if time.monotonic() > deadline:
            raise Stop(
                PORT_TAKEN,
                f"Không dùng được cổng {bind}; đặt SANGKIEN_BIND=127.0.0.1:8001 hoặc cổng khác / "
                f"the port is taken or not allowed: {problem}",
            )
        time.sleep(0.2)
        problem = _why_taken(host, port)


def _why_taken(host: str, port: str) -> Exception | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except (OSError, ValueError, OverflowError) as error:
            return error
    return None


def _make_secret_key(data: Path) -> None:
    """Made once and kept: another key would sign everybody out."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = data / "secret_key"
    if path.exists() and path.stat().st_size:
        return
    partial = data / f"secret_key.{os.getpid()}"
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    partial.rename(path)


def _sangkien(*arguments: str) -> None:
    done = subprocess.run([PYTHON, "-m", "sangkien", *arguments], cwd=ROOT, check=False)
    if done.returncode:
        words = " ".join(arguments)
        raise Stop(done.returncode, f"Lệnh không xong / command failed: sangkien {words}")


class Supervisor:
    """Keeps both processes alive; a process that dies three times in half a minute ends the rest."""

    def __init__(self, bind: str, accounts: Path) -> None:
        host, _, port = bind.rpartition(":")
        reachable = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "[::]": "[::1]"}.get(host, host)  # noqa: S104 - looked up, not bound
        self.address = "" if bind.startswith("unix:") else f"http://{reachable}:{port}"
        self.accounts = accounts
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.deaths: list[float] = []
        self.stopping = False

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        for command in ("serve", "work"):
            self._launch(command)
        told = False
        while not self.stopping:
            if not told and self._answers():
                told = True
                self._tell()
            code = self._revive()
            if code is not None:
                self._end()
                return code
            time.sleep(0.2)
        self._end()
        return 0

    def _ask_to_stop(self, *_: object) -> None:
        self.stopping = True

    def _launch(self, command: str) -> None:
        # Own sessions: Ctrl-C reaches only us, and we pass it on as "finish what is under way".
        self.processes[command] = subprocess.Popen(
            [PYTHON, "-m", "sangkien", command],
            cwd=ROOT,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - we have no threads
        )

    def _revive(self) -> int | None:
        for command, process in self.processes.items():
            code = process.poll()
            if code is None or self.stopping:
                continue
            self.deaths = [t for t in self.deaths if t > time.monotonic() - 30] + [time.monotonic()]
            print(f"sangkien {command}: mã thoát / exit code {code}", file=sys.stderr, flush=True)
            if len(self.deaths) >= 3:  # noqa: PLR2004 - see the class
                return NO_SERVER
            self._launch(command)
        return None

    def _answers(self) -> bool:
        """Any answer counts: it may only say that it wants another host name or https."""
        if not self.address:
            return True
        connection = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=2)
        with contextlib.closing(connection):
            try:
                connection.request("GET", "/healthz")
                connection.getresponse()
            except (OSError, http.client.HTTPException):
                return False
            return True

    def _tell(self) -> None:
        print(f"\nSáng Kiến: {os.environ.get('SANGKIEN_BASE_URL') or self.address}")
        if self.accounts.exists():
            for line in account_lines(json.loads(self.accounts.read_text(encoding="utf-8"))):
                print(line)
        print("Dừng: Ctrl-C. Dữ liệu được giữ lại / data are kept.", flush=True)

    def _end(self) -> None:
        """SIGTERM to both, then wait: the server finishes its requests, the worker its round."""
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
        for process in self.processes.values():
            try:
                process.wait(timeout=45)
            except subprocess.TimeoutExpired:
                process.kill()


def account_lines(demo: dict[str, object]) -> Iterator[str]:
    """One demo account per role, as written by `sangkien demo --json`."""
    logins = demo.get("logins")
    if not isinstance(logins, list) or not logins:
        return
    yield "Tài khoản mẫu / demo accounts:"
    for login in logins:
        yield f"  {login['role_name']:<42} {login['login']:<14} mật khẩu: {login['password']}"


def _end_with_parent() -> None:
    """Linux: when we are killed, our children get SIGTERM, so that the port is free again."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
