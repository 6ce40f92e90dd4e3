"""Make the web fonts from the font package."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from sangkien.web.shared import fonts


class Command(BaseCommand):
    help = "Make the web fonts (Be Vietnam Pro, woff2) in the data folder; does nothing when they are there."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--target", type=Path, help="folder to write to (default: <data folder>/fonts)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["target"] or Path(settings.DATA_DIR) / "fonts"
        fonts.build(target)
        for path in fonts.outputs(target):
            self.stdout.write(f"{path} {path.stat().st_size}")
