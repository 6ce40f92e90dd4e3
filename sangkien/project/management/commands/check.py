"""`sangkien check`"""

import json
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.check import Command as DjangoCheck

from sangkien.project.checks import SET_UP
from sangkien.project.health import readiness


class Command(DjangoCheck):
    help = (
        "Kiểm tra cấu hình; ở máy thật (SANGKIEN_ENV=production) kiểm tra chặt hơn. "
        "Mã thoát 0: dùng được; 1: có lỗi cấu hình. "
        "Với --json: thêm trạng thái cơ sở dữ liệu, bảng và tiến trình nền."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *app_labels: Any, **options: Any) -> None:
        options["deploy"] = options["deploy"] or settings.ENVIRONMENT.production
        if not options["json"]:
            super().handle(*app_labels, **options)
            if not options["deploy"]:
                for message in set_up_messages():
                    self.stdout.write(str(message))
            return
        found = checks.run_checks(
            include_deployment_checks=options["deploy"], databases=options["databases"]
        )
        if not options["deploy"]:
            found += set_up_messages()
        self._report([message for message in found if not message.is_silenced()])

    def _report(self, found: list[checks.CheckMessage]) -> None:
        errors = [message for message in found if message.is_serious()]
        report = {
            "ok": not errors,
            "messages": [
                {"id": m.id, "level": m.level, "text": str(m.msg), "hint": str(m.hint or "")}
                for m in found
            ],
            "readiness": readiness(),
        }
        self.stdout.write(json.dumps(report, ensure_ascii=False))
        if errors:
            raise CommandError(f"{len(errors)} lỗi cấu hình.", returncode=1)


def set_up_messages() -> list[checks.CheckMessage]:
    """Which database, which journal, and why."""
    return checks.run_checks(tags=[SET_UP], include_deployment_checks=True)
