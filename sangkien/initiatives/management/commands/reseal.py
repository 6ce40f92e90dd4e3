"""`sangkien manage reseal`"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sangkien.core import clock
from sangkien.core.numbers import thousands
from sangkien.core.vault import Unreadable
from sangkien.files.actions import sealing as files
from sangkien.initiatives.actions import sealing


class Command(BaseCommand):
    help = (
        "Đổi khóa phần bí mật kinh doanh: mã hóa lại bằng khóa đầu tiên mọi nội dung và tệp còn dùng "
        "khóa cũ. Dừng giữa chừng thì chạy lại. Chạy được trong khi hệ thống đang hoạt động."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="chỉ thử mở, không ghi gì; lỗi nếu có phần không mở được",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        done = unreadable = 0
        for is_file, pks in ((False, sealing.secret_pks()), (True, files.sealed_pks())):
            for pk in pks:
                try:
                    done += self._one(pk, is_file=is_file, only_check=options["check"])
                except Unreadable:
                    unreadable += 1
                    self.stderr.write(f"Không mở được: {'tệp' if is_file else 'sáng kiến'} số {pk}")
        self.stdout.write(
            f"{'Mở được' if options['check'] else 'Đã mã hóa lại'}: {thousands(done)}. "
            f"Không mở được: {thousands(unreadable)}."
        )
        if unreadable:
            raise CommandError("Có phần không mở được bằng các khóa hiện có.")

    def _one(self, pk: int, *, is_file: bool, only_check: bool) -> bool:
        if only_check:
            return files.opens(pk) if is_file else sealing.opens(pk)
        return files.reseal(pk, at=clock.now()) if is_file else sealing.reseal(pk)
