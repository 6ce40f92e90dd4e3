"""System checks of the set-up: what an operator should know before people depend on it."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Info, register
from django.core.checks import Warning as Caution
from django.db import connection

from sangkien.files import scanning
from sangkien.project.databases import wal_is_safe

OLDEST_POSTGRESQL = 15_00_00

# Shown by `sangkien check`; every other command would only be noisier for them.
SET_UP = "set-up"


@register(SET_UP, deploy=True)
def sqlite_journal(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Say which journal SQLite uses, and why."""
    if connection.vendor != "sqlite":
        return []
    version = sqlite3.sqlite_version
    if wal_is_safe():
        return [
            Info(
                f"SQLite {version}: nhật ký WAL, bản này đã sửa lỗi mất dữ liệu khi dồn WAL.",
                id="sangkien.I001",
            )
        ]
    return [
        Info(
            f"SQLite {version}: nhật ký hoàn tác (rollback), không dùng WAL.",
            hint=(
                "Trước 3.51.3 (và 3.50.7, 3.44.6), SQLite ở chế độ WAL có thể mất dữ liệu đã ghi. "
                "Nhật ký hoàn tác an toàn nhưng người đọc và người ghi chờ nhau; "
                "nhiều người dùng thì nên chuyển sang PostgreSQL."
            ),
            id="sangkien.I002",
        )
    ]


@register(SET_UP, deploy=True)
def postgresql_version(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    if connection.vendor != "postgresql":
        return []
    version = int(getattr(connection, "pg_version", 0))
    found = Info(f"PostgreSQL {version // 10_000}.{version % 10_000}.", id="sangkien.I003")
    if version >= OLDEST_POSTGRESQL:
        return [found]
    return [found, Caution("Cần PostgreSQL 15 trở lên.", id="sangkien.W001")]


@register(SET_UP, deploy=True)
def production_set_up(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """What is fine on a laptop and not on the internet."""
    found: list[CheckMessage] = []
    if not settings.ENVIRONMENT.production:
        return found
    if not settings.ENVIRONMENT.secure:
        found.append(
            Caution(
                "SANGKIEN_BASE_URL không phải https: mật khẩu và phiên làm việc đi qua mạng "
                "không được mã hóa.",
                id="sangkien.W002",
            )
        )
    if settings.SEALING_KEYS == (settings.SECRET_KEY,):
        found.append(
            Caution(
                "Bí mật kinh doanh đang được mã hóa bằng khóa ký của hệ thống: mất hoặc đổi khóa ấy thì "
                "không mở lại được.",
                hint="Đặt SANGKIEN_SEALING_KEYS_FILE, rồi chạy sangkien manage reseal.",
                id="sangkien.W006",
            )
        )
    if not settings.SECOND_FACTOR:
        found.append(
            Caution(
                "SANGKIEN_SECOND_FACTOR=off: cán bộ vào phần việc của mình chỉ bằng mật khẩu.",
                id="sangkien.W004",
            )
        )
    if connection.vendor == "sqlite":
        found.append(
            Caution(
                "Đang dùng SQLite: chỉ hợp với một máy và ít người cùng ghi.",
                hint="Đặt SANGKIEN_DATABASE_URL=postgresql://…",
                id="sangkien.W003",
            )
        )
    return found


@register(SET_UP, deploy=True)
def virus_scanner(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Whether uploaded files are scanned, and whether the scanner answers now."""
    if not settings.CLAMAV:
        return [
            Info(
                "Không quét mã độc: tệp tải lên dùng được ngay sau khi kiểm tra định dạng.",
                hint="Đặt SANGKIEN_CLAMAV=unix:/run/clamav/clamd.ctl hoặc tcp:máy:3310.",
                id="sangkien.I004",
            )
        ]
    if scanning.answers(settings.CLAMAV):
        return [Info(f"ClamAV trả lời tại {settings.CLAMAV}.", id="sangkien.I005")]
    return [
        Caution(
            f"ClamAV không trả lời tại {settings.CLAMAV}: tệp tải lên phải chờ, chưa ai mở được.",
            id="sangkien.W005",
        )
    ]
