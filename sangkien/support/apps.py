from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "sangkien.support"
    verbose_name = "Hỗ trợ"

    def ready(self) -> None:
        from sangkien.support import (  # noqa: PLC0415 - registers
            concerned,  # noqa: F401
            personal,  # noqa: F401
            reorganised,  # noqa: F401
            subscribers,  # noqa: F401
        )
