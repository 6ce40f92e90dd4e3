from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "sangkien.notices"
    verbose_name = "Thông báo"

    def ready(self) -> None:
        from sangkien.notices import personal, subscribers  # noqa: F401, PLC0415 - registers
