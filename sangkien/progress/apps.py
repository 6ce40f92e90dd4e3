from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "sangkien.progress"
    verbose_name = "Tiến độ"

    def ready(self) -> None:
        from sangkien.progress import following, subscribers, verifying  # noqa: F401, PLC0415 - registers
