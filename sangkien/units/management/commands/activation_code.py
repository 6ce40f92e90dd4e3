"""`sangkien manage activation_code`"""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from sangkien.access.actor import Actor
from sangkien.core import clock
from sangkien.core.errors import DomainError
from sangkien.units import queries
from sangkien.units.actions import activation


class Command(BaseCommand):
    help = (
        "In mã kích hoạt cho một người, kể cả cán bộ cao nhất: cho lần đầu, hoặc khi không còn ai "
        "cấp mã được cho họ."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", help="mã đoàn viên hoặc số điện thoại")

    def handle(self, *args: Any, **options: Any) -> None:
        membership = queries.any_membership(options["login"], on=clock.today())
        if membership is None:
            raise CommandError("Không có ai với mã hoặc số này trong một đơn vị.")
        try:
            issued = activation.issue_code(membership, by=Actor.system(), at=clock.now())
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(issued.code)
        self.stdout.write(f"{settings.BASE_URL}{reverse('accounts:activate')}")
