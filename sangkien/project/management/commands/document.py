"""`sangkien manage document`: write the generated pages of the documentation."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from sangkien.project.reference import PACKAGE, PAGES


class Command(BaseCommand):
    help = "Write docs/events.md and docs/permissions.md from the code."

    def handle(self, *args: Any, **options: Any) -> None:
        docs: Path = PACKAGE.parent / "docs"
        for name, page in PAGES.items():
            (docs / name).write_text(page(), encoding="utf-8")
            self.stdout.write(name)
