"""A PostgreSQL cluster for measurements: durable commits, own folder, own socket, no network."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tests.machine.postgres import find_binaries, unprivileged_user

FOLDER = Path("/tmp/sangkien-benchmarks")  # noqa: S108 - socket paths must be short
STARTING_SECONDS = 120

# Commits wait for the disk, as in production; memory as an operator would set it for 24 GB.
OPTIONS = (
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    "max_connections=120",
    "shared_buffers=2GB",
    "work_mem=32MB",
    "maintenance_work_mem=512MB",
    "max_wal_size=8GB",
    "checkpoint_timeout=15min",
    "random_page_cost=1.1",
    "effective_cache_size=12GB",
    "max_parallel_workers_per_gather=0",
)


@dataclass(frozen=True)
class Cluster:
    """A running cluster."""

    home: Path
    pid: int

    def url(self, database: str) -> str:
        """The address of one database, for SANGKIEN_DATABASE_URL."""
        return f"postgresql://sangkien@/{database}?host={self.home}"

    def create(self, database: str, *, anew: bool) -> bool:
        """Make a database; an existing one is kept unless `anew`. Says whether it is new."""
        name = sql.Identifier(database)
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if anew:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            elif self._has(connection, database):
                return False
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        return True

    def copy(self, source: str, target: str) -> None:
        """A fresh copy of a database, files and statistics included."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            names = (sql.Identifier(target), sql.Identifier(source))
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(names[0]))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))

    def _has(self, connection: "psycopg.Connection[tuple[object, ...]]", database: str) -> bool:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return found.fetchone() is not None


@contextlib.contextmanager
def running(home: Path = FOLDER) -> Iterator[Cluster]:
    """Start the cluster of a folder, made on the first start and kept for the next one.

    One that runs already is used, and left running.
    """
    already = _running_pid(home)
    if already is not None:
        yield Cluster(home=home, pid=already)
        return
    binaries = find_binaries()
    if binaries is None:
        raise SystemExit("Không có PostgreSQL trên máy / there is no PostgreSQL on this machine")
    owner = unprivileged_user()
    home.mkdir(parents=True, exist_ok=True)
    if owner:
        shutil.chown(home, owner)
    if not (home / "data" / "PG_VERSION").exists():
        _initialise(binaries, home, owner)
    server = _start(binaries, home, owner)
    try:
        _wait_until_ready(server, home)
        yield Cluster(home=home, pid=server.pid)
    finally:
        server.send_signal(signal.SIGINT)  # "fast": ends open sessions
        server.wait(timeout=STARTING_SECONDS)


def _running_pid(home: Path) -> int | None:
    try:
        pid = int((home / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        psycopg.connect(f"postgresql://sangkien@/postgres?host={home}").close()
    except (OSError, ValueError, psycopg.OperationalError):
        return None
    return pid


def _initialise(binaries: Path, home: Path, owner: str | None) -> None:
    command = [str(binaries / "initdb"), "-D", str(home / "data"), "-U", "sangkien"]
    subprocess.run(  # noqa: S603 - a program of this machine with fixed arguments
        [*command, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
        user=owner,
        cwd=home,
        env=_environment(home),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _start(binaries: Path, home: Path, owner: str | None) -> "subprocess.Popen[bytes]":
    options = [word for option in OPTIONS for word in ("-c", option)]
    command = [str(binaries / "postgres"), "-D", str(home / "data"), "-k", str(home)]
    with (home / "log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - a program of this machine with fixed arguments
            [*command, "-c", "listen_addresses=", *options],
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
