"""`sangkien manage load_units`"""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from sangkien.access.actor import Actor
from sangkien.core import clock
from sangkien.units.actions import loading


class Command(BaseCommand):
    help = (
        "Nạp cây tổ chức công đoàn cấp trên: các tỉnh, ngành, tập đoàn trước và sau 01/7/2025. "
        "Chạy lại không làm thay đổi gì."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = loading.load_tree(loading.read_rows(), by=Actor.system(), at=clock.now())
        if options["json"]:
            self.stdout.write(json.dumps(asdict(loaded)))
        else:
            self.stdout.write(f"Mở {loaded.opened} đơn vị, kết thúc {loaded.closed} đơn vị.")
