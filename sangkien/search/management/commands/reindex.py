"""`sangkien manage reindex`"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import models

from sangkien.core.numbers import thousands
from sangkien.initiatives.models import Initiative
from sangkien.search.actions import indexing
from sangkien.units.models import Unit

KINDS: tuple[tuple[str, type[models.Model]], ...] = (("đơn vị", Unit), ("sáng kiến", Initiative))


class Command(BaseCommand):
    help = (
        "Lập chỉ mục tìm kiếm cho phần còn thiếu hoặc đã cũ. Dừng giữa chừng thì chạy lại, lệnh "
        "làm tiếp phần còn lại. Chạy được trong khi hệ thống đang hoạt động."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="lập lại toàn bộ, kể cả phần đã đúng"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for name, model in KINDS:
            done = indexing.reindex(model, everything=options["all"], told=self._teller(name))
            self.stdout.write(f"Xong: {thousands(done)} {name}.")

    def _teller(self, name: str) -> indexing.Told:
        return lambda done: self.stdout.write(f"… {thousands(done)} {name}")
