"""What an operator may set. Everything is read from the environment, here and nowhere else."""

import datetime as dt
import ipaddress
import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from sangkien.access.roles import ROLES, RoleKey
from sangkien.messages.quiet import Quiet
from sangkien.project import file_places, other_sign_ins, sealing_keys, signing_roots

ROOT = Path(__file__).resolve().parents[2]
SECRET_FILE = "secret_key"  # noqa: S105 - a file name
WEAKEST_SECRET = 40
KNOWN_ENVIRONMENTS = ("development", "production", "test")
KNOWN_WORKERS = ("inline", "separate")
EMAIL_BACKENDS = {
    "console": "django.core.mail.backends.console.EmailBackend",
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "memory": "django.core.mail.backends.locmem.EmailBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "smtps": "django.core.mail.backends.smtp.EmailBackend",
    "smtp+tls": "django.core.mail.backends.smtp.EmailBackend",
}
_CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
QUIET_HOURS = re.compile(
    rf"(?P<begins>{_CLOCK})-(?P<ends>{_CLOCK})(?P<sundays>\+sundays)?(?P<holidays>\+holidays)?"
)
SMS_BODY = '{"to": "{phone}", "text": "{text}", "id": "{key}"}'

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, kw_only=True)
class Sms:
    """A gateway for short messages: address, one header with its secret, body, signing key, and how
    many may be sent in an hour and in a day, because each one costs.
    """

    url: str
    header: tuple[str, str] | None
    secret: str
    body: str
    per_hour: int = 1_000
    per_day: int = 5_000


@dataclass(frozen=True)
class Environment:
    """The settings of one process, parsed and checked."""

    name: str
    data_dir: Path
    database_url: str
    bind: str
    base_url: str
    secret_key: str
    sealing_keys: tuple[str, ...]
    email: Mapping[str, object]
    sms: Sms | None
    quiet_hours: Quiet
    second_factor: Mapping[RoleKey, dt.date]
    external_sign_in: Mapping[str, Any]
    worker: str
    trusted_proxies: tuple[Network, ...]
    clamav: str
    accel: str
    file_storage: Mapping[str, Any]
    signing_roots: str
    metrics_token: str
    debug: bool

    @property
    def production(self) -> bool:
        return self.name == "production"

    @property
    def secure(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or ""


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read and check every `SANGKIEN_*` variable; a wrong one stops the process with a sentence."""
    name = _one_of(variables, "SANGKIEN_ENV", KNOWN_ENVIRONMENTS)
    data_dir = Path(variables.get("SANGKIEN_DATA_DIR") or ROOT / "data").expanduser().resolve()
    bind = variables.get("SANGKIEN_BIND") or "127.0.0.1:8000"
    base_url = (variables.get("SANGKIEN_BASE_URL") or _local_address(bind)).rstrip("/")
    if urlsplit(base_url).scheme not in {"http", "https"} or not urlsplit(base_url).hostname:
        raise ImproperlyConfigured(
            "SANGKIEN_BASE_URL phải là địa chỉ http(s):// đầy đủ / must be a full http(s):// address"
        )
    known_key = _known_key(variables, data_dir)
    return Environment(
        name=name,
        data_dir=data_dir,
        database_url=variables.get("SANGKIEN_DATABASE_URL")
        or f"sqlite:///{data_dir / 'sangkien.sqlite3'}",
        bind=bind,
        base_url=base_url,
        secret_key=_secret_key(known_key, production=name == "production"),
        sealing_keys=sealing_keys.read(variables, signing_key=known_key),
        email=email_settings(variables.get("SANGKIEN_EMAIL_URL") or "console://"),
        sms=sms_settings(variables),
        quiet_hours=quiet_settings(variables),
        second_factor=second_factor_settings(variables),
        external_sign_in=other_sign_ins.read(variables),
        worker=_one_of(variables, "SANGKIEN_WORKER", KNOWN_WORKERS),
        trusted_proxies=_networks(variables.get("SANGKIEN_TRUSTED_PROXIES", "")),
        clamav=file_places.scanner(variables),
        accel=file_places.accel(variables),
        file_storage=file_places.storage(variables, data_dir),
        signing_roots=signing_roots.read(variables),
        metrics_token=variables.get("SANGKIEN_METRICS_TOKEN", ""),
        debug=variables.get("SANGKIEN_DEBUG") == "1" and name != "production",
    )


def email_settings(url: str) -> dict[str, object]:
    """Turn `smtp+tls://user:password@host:587/?from=...` into Django's `EMAIL_*` settings."""
    parts = urlsplit(url)
    if parts.scheme not in EMAIL_BACKENDS:
        raise ImproperlyConfigured(
            f"SANGKIEN_EMAIL_URL: {parts.scheme!r} không có trong / is not one of "
            f"{', '.join(EMAIL_BACKENDS)}"
        )
    sender = parse_qs(parts.query).get("from", ["sangkien@localhost"])[0]
    settings: dict[str, object] = {
        "EMAIL_BACKEND": EMAIL_BACKENDS[parts.scheme],
        "DEFAULT_FROM_EMAIL": sender,
        "SERVER_EMAIL": sender,
        "EMAIL_TIMEOUT": 10,
    }
    if parts.scheme == "file":
        settings["EMAIL_FILE_PATH"] = unquote(parts.path)
    elif parts.scheme.startswith("smtp"):
        settings |= {
            "EMAIL_HOST": parts.hostname or "localhost",
            "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
            "EMAIL_USE_SSL": parts.scheme == "smtps",
        }
    return settings


def sms_settings(variables: Mapping[str, str]) -> Sms | None:
    """`SANGKIEN_SMS_URL` and what goes with it; without it nothing is sent by phone."""
    url = variables.get("SANGKIEN_SMS_URL", "")
    if not url:
        return None
    production = variables.get("SANGKIEN_ENV") == "production"
    known = ("https://",) if production else ("https://", "http://", "console:", "mailto:")
    if not url.startswith(known):
        raise ImproperlyConfigured(
            f"SANGKIEN_SMS_URL: bắt đầu bằng / starts with {', '.join(known)}"
        )
    name, _, value = variables.get("SANGKIEN_SMS_HEADER", "").partition(":")
    body = variables.get("SANGKIEN_SMS_BODY") or SMS_BODY
    try:
        json.loads(body)
    except ValueError as error:
        raise ImproperlyConfigured(
            "SANGKIEN_SMS_BODY phải là JSON / must be JSON with {phone} and {text}"
        ) from error
    return Sms(
        url=url,
        header=(name.strip(), value.strip()) if name.strip() else None,
        secret=variables.get("SANGKIEN_SMS_SECRET", ""),
        body=body,
        per_hour=_most(variables, "SANGKIEN_SMS_PER_HOUR", Sms.per_hour),
        per_day=_most(variables, "SANGKIEN_SMS_PER_DAY", Sms.per_day),
    )


def quiet_settings(variables: Mapping[str, str]) -> Quiet:
    """`SANGKIEN_QUIET_HOURS=21:00-07:00+sundays+holidays`; `off` is none."""
    typed = variables.get("SANGKIEN_QUIET_HOURS", "").strip()
    if not typed:
        return Quiet()
    if typed == "off":
        return Quiet(begins=dt.time(), ends=dt.time(), sundays=False, holidays=False)
    found = QUIET_HOURS.fullmatch(typed)
    if found is None:
        raise ImproperlyConfigured("SANGKIEN_QUIET_HOURS: 21:00-07:00+sundays+holidays, off")
    begins, ends = (dt.time.fromisoformat(found[name]) for name in ("begins", "ends"))
    return Quiet(
        begins=begins, ends=ends, sundays=bool(found["sundays"]), holidays=bool(found["holidays"])
    )


def _most(variables: Mapping[str, str], name: str, usual: int) -> int:
    text = variables.get(name, "") or str(usual)
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise ImproperlyConfigured(f"{name}: số nguyên từ 1 / a whole number from 1")
    return int(text)


def second_factor_settings(variables: Mapping[str, str]) -> dict[RoleKey, dt.date]:
    """`SANGKIEN_SECOND_FACTOR=superior_officer,grassroots_officer@2027-03-01`: role -> from when.

    `off` is nobody. Unset: in production the roles that give roles to others, elsewhere nobody,
    so that whoever tries the system out comes in with the password that was printed.
    """
    typed = variables.get("SANGKIEN_SECOND_FACTOR", "").strip()
    if typed == "off" or (not typed and variables.get("SANGKIEN_ENV") != "production"):
        return {}
    if not typed:
        return {key: dt.date.min for key, role in ROLES.items() if role.needs_second_factor}
    parts = (part.strip().partition("@") for part in typed.split(",") if part.strip())
    try:
        return {
            RoleKey(key): dt.date.fromisoformat(day) if day else dt.date.min
            for key, _, day in parts
        }
    except ValueError as error:
        raise ImproperlyConfigured(
            "SANGKIEN_SECOND_FACTOR: off hoặc / or ROLE,ROLE@YYYY-MM-DD; ROLE: "
            f"{', '.join(RoleKey)}"
        ) from error


def _known_key(variables: Mapping[str, str], data_dir: Path) -> str:
    """The signing key that an operator set or `run.py` made; empty without any."""
    key = variables.get("SANGKIEN_SECRET_KEY", "")
    file = variables.get("SANGKIEN_SECRET_KEY_FILE")
    if not key:
        path = Path(file) if file else data_dir / SECRET_FILE
        if file or path.exists():
            key = _first_line(path)
    return key


def _secret_key(key: str, *, production: bool) -> str:
    """In production there is no default: guessed keys forge sessions."""
    if production and len(key) < WEAKEST_SECRET:
        raise ImproperlyConfigured(
            "Thiếu khóa bí mật: đặt SANGKIEN_SECRET_KEY hoặc SANGKIEN_SECRET_KEY_FILE "
            f"(ít nhất {WEAKEST_SECRET} ký tự) / SANGKIEN_SECRET_KEY or SANGKIEN_SECRET_KEY_FILE "
            f"of {WEAKEST_SECRET} characters or more is needed in production"
        )
    # Commands such as `check` or `makemigrations` need no real key; nothing signed with
    # this one is ever accepted later, because each process draws its own.
    return key or secrets.token_urlsafe(64)


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"Không đọc được khóa bí mật / cannot read the secret key: {path}"
        ) from error


def _one_of(variables: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    value = variables.get(name) or known[0]
    if value not in known:
        raise ImproperlyConfigured(f"{name}: {value!r}; chọn / choose: {', '.join(known)}")
    return value


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(
            ipaddress.ip_network(part.strip(), strict=False)
            for part in text.split(",")
            if part.strip()
        )
    except ValueError as error:
        raise ImproperlyConfigured(
            "SANGKIEN_TRUSTED_PROXIES: danh sách IP hoặc dải mạng, cách nhau dấu phẩy / "
            f"addresses or networks with commas between ({error})"
        ) from error


def _local_address(bind: str) -> str:
    if bind.startswith("unix:"):
        return "http://localhost"
    host, _, port = bind.rpartition(":")
    reachable = "127.0.0.1" if host in {"", "0.0.0.0", "[::]"} else host  # noqa: S104 - compared, not bound
    return f"http://{reachable}:{port}"
