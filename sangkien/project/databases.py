"""One behaviour on two databases: durable SQLite for one machine, PostgreSQL for the rest."""

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

Version = tuple[int, int, int]

# Before these versions two connections in WAL mode can lose committed data.
WAL_FIXED_EVERYWHERE = (3, 51, 3)
WAL_FIXED_IN_SERIES = {(3, 50): (3, 50, 7), (3, 44): (3, 44, 6)}

WEB_STATEMENT_TIMEOUT_MS = 15_000


def wal_is_safe(version: Version = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite keeps in WAL mode what it acknowledged."""
    fixed_in = WAL_FIXED_IN_SERIES.get(version[:2])
    return version >= WAL_FIXED_EVERYWHERE or (fixed_in is not None and version >= fixed_in)


def journal_mode(version: Version = sqlite3.sqlite_version_info) -> str:
    """WAL where it is safe; else the rollback journal, truncated rather than deleted (one fsync less)."""
    return "WAL" if wal_is_safe(version) else "TRUNCATE"


def database_settings(url: str, *, web: bool = False) -> dict[str, Any]:
    """Parse `sqlite:///path` or `postgresql://user:password@host:port/name?option=value`."""
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return sqlite(Path(unquote(url.removeprefix("sqlite:///"))))
    if scheme in {"postgres", "postgresql"}:
        return postgresql(url, web=web)
    raise ImproperlyConfigured(
        "SANGKIEN_DATABASE_URL bắt đầu bằng / starts with sqlite:/// or postgresql://"
    )


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # IMMEDIATE takes the write lock at BEGIN: readers that later write would
            # otherwise fail at once with "database is locked", whatever the timeout.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                f"PRAGMA journal_mode={journal_mode()};"
                "PRAGMA synchronous=FULL;"
                "PRAGMA foreign_keys=ON;"
            ),
        },
    }


def postgresql(url: str, *, web: bool) -> dict[str, Any]:
    """Settings that also work behind a transaction pooler: no cursors or settings kept per session.

    `?pooled=1` says that a pooler stands between, which takes no start-up options: set the
    statement timeout on the database role then. Nothing is prepared then either, because the next
    transaction may run in another session; `core.hot` prepares its statements otherwise.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    pooled = query.pop("pooled", "") == "1"
    host = query.pop("host", parts.hostname or "")  # ?host=/run/postgresql for a socket
    options: dict[str, Any] = {
        "connect_timeout": 5,
        "prepare_threshold": None if pooled else 0,
        **query,
    }
    if not pooled:
        # Compiling a statement takes longer than what it saves here.
        limit = f" -c statement_timeout={WEB_STATEMENT_TIMEOUT_MS}" if web else ""
        options["options"] = f"-c jit=off{limit}"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": options,
    }
