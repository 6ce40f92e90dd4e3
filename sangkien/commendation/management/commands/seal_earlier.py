"""`sangkien manage seal_earlier`"""

from typing import Any

from django.core.management.base import BaseCommand

from sangkien.commendation.actions import sealing as awards
from sangkien.core import clock
from sangkien.recognition.actions import sealing as recognition


class Command(BaseCommand):
    help = (
        "Niêm các quyết định công nhận, các dòng khen thưởng có từ trước khi nhật ký giữ niêm của chúng: "
        "từ đây “sangkien verify” nêu tên những gì bị sửa ngoài phần mềm. Chạy lại không làm thay đổi gì."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        done = recognition.seal_earlier(at=now) + awards.seal_earlier(at=now)
        self.stdout.write(f"Đã niêm {done} quyết định, công nhận, khen thưởng.")
