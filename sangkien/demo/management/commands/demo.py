"""`sangkien demo`"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sangkien.accounts.errors import AlreadyEnrolled
from sangkien.core import clock
from sangkien.demo import building, report
from sangkien.demo.blocks.live import TooEarly
from sangkien.demo.setting import SIZES, Setting
from sangkien.units.models import Unit


class Command(BaseCommand):
    help = (
        "Tạo dữ liệu mẫu: năm trường hợp có thật và một chương trình đang chạy, với người không "
        "có thật. Chạy lại không làm thay đổi gì. Mã thoát 0: xong; 1: từ chối."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--size", choices=SIZES, default="small", help="small: vài trăm hồ sơ; large: vài nghìn"
        )
        parser.add_argument("--seed", type=int, default=1, help="số gieo: cùng số cho cùng dữ liệu")
        parser.add_argument("--json", metavar="TỆP", help="ghi địa chỉ, tài khoản, mã vào tệp")
        parser.add_argument(
            "--if-empty", action="store_true", help="không làm gì khi đã có đơn vị của người dùng"
        )
        parser.add_argument("--force", action="store_true", help="cho phép cả ở máy thật")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT.production and not options["force"]:
            raise CommandError(
                "Đây là máy thật (SANGKIEN_ENV=production): dữ liệu mẫu có mật khẩu ai cũng biết. "
                "Chỉ dùng --force khi chắc chắn."
            )
        if options["if_empty"] and Unit.objects.exists() and not building.is_begun():
            self.stdout.write("Đã có dữ liệu của đơn vị, không tạo dữ liệu mẫu.")
            return
        setting = Setting(size=options["size"], seed=options["seed"], now=clock.now())
        try:
            self._build(setting)
        except AlreadyEnrolled:
            if not options["if_empty"]:
                raise
            # Parts are known by their names: those of another version are not recognised.
            self.stdout.write("Dữ liệu mẫu do một phiên bản khác tạo: giữ nguyên như đang có.")
            return
        if options["json"]:
            self._describe(setting, Path(options["json"]))

    def _describe(self, setting: Setting, file: Path) -> None:
        described = report.describe(base_url=settings.BASE_URL, now=setting.now)
        text = json.dumps(described, ensure_ascii=False, indent=1)
        try:
            file.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {file}: {error}") from error

    def _build(self, setting: Setting) -> None:
        if building.is_whole():
            self.stdout.write("Dữ liệu mẫu đã có đủ, không thay đổi gì.")
            return
        try:
            for block, is_new in building.build(setting):
                self.stdout.write(f"{'Đã tạo' if is_new else 'Đã có sẵn'}: {block.title}")
        except TooEarly as error:
            raise CommandError(str(error)) from error
        building.settle(setting.now)
