from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "sangkien.practices"
    verbose_name = "Mô hình"

    def ready(self) -> None:
        from sangkien.practices import concerned, personal  # noqa: F401, PLC0415 - registers
