"""The `sangkien` command: one word per thing an operator does, Django's own under `manage`."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

COMMANDS = {
    "serve": "chạy máy chủ web",
    "work": "chạy tiến trình nền [--once]",
    "demo": "tạo dữ liệu mẫu [--size small|large] [--seed N] [--json FILE] [--if-empty]",
    "recount": "đếm lại mọi số liệu từ hồ sơ gốc [--check]",
    "verify": "kiểm chứng dữ liệu và nhật ký",
    "check": "kiểm tra cấu hình",
}
USAGE = """Cách dùng: sangkien LỆNH [--help] [--json]

{commands}
  manage    lệnh của Django, ví dụ: sangkien manage migrate

Mã thoát: 0 xong; 1 có sai lệch hoặc bị từ chối; 2 gõ sai lệnh; 3 thiếu hoặc sai cấu hình;
4 không kết nối được cơ sở dữ liệu.
"""
DONE, WRONG_USAGE, WRONG_SETTINGS, NO_DATABASE = 0, 2, 3, 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.project.settings")
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in {"-h", "--help", "help"}:
        sys.stdout.write(usage())
        return DONE if words else WRONG_USAGE
    if words[0] == "manage":
        words = words[1:] or ["help"]
    elif words[0] not in COMMANDS:
        sys.stderr.write(f"Không có lệnh {words[0]!r}.\n\n{usage()}")
        return WRONG_USAGE
    return _run(words)


def usage() -> str:
    lines = (f"  {name:<9} {what}" for name, what in COMMANDS.items())
    return USAGE.format(commands="\n".join(lines))


def _run(words: list[str]) -> int:
    from django.db import InterfaceError, OperationalError  # noqa: PLC0415 - reads the settings

    try:
        Path(settings.DATA_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
        execute_from_command_line(["sangkien", *words])
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_SETTINGS
    except (OperationalError, InterfaceError) as error:
        sys.stderr.write(f"Không dùng được cơ sở dữ liệu / the database does not answer: {error}\n")
        return NO_DATABASE
    return DONE
