"""`sangkien manage follow_use`"""

from typing import Any

from django.core.management.base import BaseCommand

from sangkien.adoption.actions import asking


class Command(BaseCommand):
    help = (
        "Lập lịch hỏi “còn dùng không?” cho các sáng kiến hợp lệ có từ trước. Chạy lại không làm "
        "thay đổi gì; dừng giữa chừng thì chạy lại là tiếp tục."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        made = asking.follow_all()
        self.stdout.write(f"Đã lập lịch cho {made} sáng kiến.")
