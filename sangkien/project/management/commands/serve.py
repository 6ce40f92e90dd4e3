"""`sangkien serve`"""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from sangkien.project import assets, metrics


class Command(BaseCommand):
    help = (
        "Chạy máy chủ web tại SANGKIEN_BIND. Dừng bằng SIGTERM: yêu cầu đang xử lý được làm xong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workers", type=int, default=2, help="số tiến trình (mặc định 2)")
        parser.add_argument(
            "--threads", type=int, default=4, help="số luồng mỗi tiến trình (mặc định 4)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        assets.prepare()
        directory = metrics.empty_directory(Path(settings.DATA_DIR) / "metrics")
        command = [
            *(sys.executable, "-m", "gunicorn"),
            *("--config", "python:sangkien.project.server"),
            *("--workers", str(options["workers"]), "--threads", str(options["threads"])),
            "sangkien.project.wsgi:application",
        ]
        # In our place, not as a child: signals and exit codes are then gunicorn's own.
        os.execve(  # noqa: S606 - a fixed program of this environment
            sys.executable, command, {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(directory)}
        )
