"""`sangkien manage reapply_erasures`: after a restore, before anybody is let in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from sangkien.core import clock
from sangkien.privacy import ledger
from sangkien.privacy.actions import erasing


class Command(BaseCommand):
    help = "Xóa lại dữ liệu của những người đã được xóa, sau khi khôi phục từ bản sao cũ hơn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--ledger", type=Path, default=None, help="tệp sổ xóa dữ liệu")

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["ledger"] or ledger.path()
        done = erasing.reapply(file, at=clock.now())
        self.stdout.write(f"Đã xóa lại dữ liệu của {done} người theo sổ {file}.")
