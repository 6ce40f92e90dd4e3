"""`sangkien manage reset_second_factor DV001234`: for somebody who lost phone, key and codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sangkien.access.actor import Actor
from sangkien.accounts import queries
from sangkien.accounts.actions import factors
from sangkien.core import clock


class Command(BaseCommand):
    help = (
        "Xóa mọi cách xác thực hai bước của một người và đăng xuất họ ở mọi nơi; "
        "hãy gặp mặt hoặc gọi lại để chắc đúng người."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", help="số điện thoại hoặc mã đoàn viên")

    def handle(self, *args: Any, login: str, **options: Any) -> None:
        user = queries.find_by_login(login)
        if user is None:
            raise CommandError(f"Không có ai với số điện thoại hoặc mã đoàn viên {login!r}.")
        removed = factors.reset(user, by=Actor.system(), at=clock.now())
        self.stdout.write(f"{user.full_name} ({user.member_code}): đã xóa {removed}.")
