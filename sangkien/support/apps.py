from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "sangkien.support"
    verbose_name = "Hỗ trợ"

    def ready(self) -> None:
        from sangkien.support import concerned, personal, subscribers  # noqa: F401, PLC0415 - registers
