from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "sangkien.reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        from sangkien.reports import subscribers, verifying  # noqa: F401, PLC0415 - registers
