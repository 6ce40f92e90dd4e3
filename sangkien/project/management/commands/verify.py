"""`sangkien verify`"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sangkien.core import verify


class Command(BaseCommand):
    help = (
        "Kiểm chứng dữ liệu: nhật ký không bị sửa, số liệu khớp hồ sơ, cây đơn vị liền mạch. "
        "Mã thoát 0: không có sai lệch; 1: có sai lệch."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        problems = {name: list(check()) for name, check in sorted(verify.registered().items())}
        count = sum(map(len, problems.values()))
        if options["json"]:
            self.stdout.write(
                json.dumps({"ok": not count, "problems": problems}, ensure_ascii=False)
            )
        else:
            for name, found in problems.items():
                self.stdout.write(f"{name}: {len(found)} sai lệch")
                for problem in found:
                    self.stdout.write(f"  - {problem}")
        if count:
            raise CommandError(f"Có {count} sai lệch.", returncode=1)
