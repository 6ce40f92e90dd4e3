from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "sangkien.units"
    verbose_name = "Tổ chức công đoàn"

    def ready(self) -> None:
        from sangkien.units import subscribers, verifying  # noqa: F401, PLC0415 - registers
