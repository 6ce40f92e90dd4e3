"""`sangkien recount`"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain, islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sangkien.core import clock, db
from sangkien.progress import queries
from sangkien.progress.actions import breaking_down, recount

MOST_SHOWN = 1_000


class Command(BaseCommand):
    help = (
        "Đếm lại mọi số liệu từ hồ sơ sáng kiến và sửa chỗ lệch. "
        "Với --check: chỉ so sánh, không sửa; mã thoát 0 khi khớp, 1 khi có lệch."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="chỉ so sánh, không sửa")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check(as_json=options["json"])
            return
        now = clock.now()
        done, parts = db.together(lambda: recount.recount(at=now), lambda: breaking_down.begin(now))
        if options["json"]:
            self.stdout.write(json.dumps({"ok": True, **asdict(done), "breakdowns": parts}))
        else:
            self.stdout.write(
                f"Đã đếm lại {done.periods} giai đoạn: sửa {done.own} số liệu của đơn vị, "
                f"{done.subtree} số liệu của nhánh, {parts} dòng cơ cấu."
            )

    def _check(self, *, as_json: bool) -> None:
        found: Iterator[queries.Difference | queries.BreakdownDifference] = chain(
            queries.differences(at=clock.now()), queries.breakdown_differences()
        )
        shown = list(islice(found, MOST_SHOWN))
        count = len(shown) + sum(1 for _difference in found)
        if as_json:
            rows = [asdict(difference) for difference in shown]
            report = {"ok": not count, "count": count, "differences": rows}
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            for difference in shown:
                self.stdout.write(difference.words())
            self.stdout.write(f"Số chỗ lệch: {count}.")
        if count:
            raise CommandError(f"Có {count} chỗ lệch.", returncode=1)
