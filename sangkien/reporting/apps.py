from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "sangkien.reporting"
    verbose_name = "Chế độ báo cáo"

    def ready(self) -> None:
        from sangkien.reporting import (  # noqa: PLC0415 - registers
            concerned,  # noqa: F401
            personal,  # noqa: F401
            subscribers,  # noqa: F401
        )
