from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "sangkien.papers"
    verbose_name = "Văn bản in"

    def ready(self) -> None:
        from sangkien.papers import subscribers, verifying  # noqa: F401, PLC0415 - registers
