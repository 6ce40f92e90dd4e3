from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "sangkien.imports"
    verbose_name = "Nhập từ Excel"

    def ready(self) -> None:
        from sangkien.imports import subscribers  # noqa: F401, PLC0415 - registers
