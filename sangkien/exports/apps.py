from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "sangkien.exports"
    verbose_name = "Xuất danh sách"

    def ready(self) -> None:
        from sangkien.exports import (  # noqa: PLC0415 - registers
            concerned,  # noqa: F401
            personal,  # noqa: F401
            subscribers,  # noqa: F401
        )
