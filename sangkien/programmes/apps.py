from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "sangkien.programmes"
    verbose_name = "Chương trình"

    def ready(self) -> None:
        from sangkien.programmes import concerned, following  # noqa: F401, PLC0415 - registers
