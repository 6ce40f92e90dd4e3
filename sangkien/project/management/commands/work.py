"""`sangkien work`"""

import json
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from sangkien.project import assets, worker


class Command(BaseCommand):
    help = (
        "Chạy tiến trình nền: tổng hợp số liệu, việc định kỳ, việc sau mỗi thao tác. "
        "Có thể chạy nhiều tiến trình. Dừng bằng SIGTERM: việc đang làm được làm xong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="làm hết việc đến hạn rồi thoát")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON (với --once)")

    def handle(self, *args: Any, **options: Any) -> None:
        assets.prepare()  # the pages that are kept for the public name the static files
        if options["once"]:
            done = worker.work_until_idle()
            self.stdout.write(
                json.dumps({"done": done}) if options["json"] else f"Đã làm {done} việc."
            )
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        worker.work(stop)
