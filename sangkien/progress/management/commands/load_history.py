"""`sangkien manage load_history`"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sangkien.progress.actions import history
from sangkien.progress.errors import BadSource


class Command(BaseCommand):
    help = (
        "Nạp số liệu đã công bố của các chương trình trước, kèm nguồn. Nạp sau khi có cây tổ chức "
        "để số liệu gắn với đơn vị. Chạy lại không làm thay đổi gì."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, default=history.SOURCE, help="tệp CSV khác")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = history.load_history(history.read_figures(options["file"]))
        except (BadSource, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error), returncode=1) from error
        if options["json"]:
            self.stdout.write(json.dumps({"figures": count}))
        else:
            self.stdout.write(f"Có {count} số liệu lịch sử.")
