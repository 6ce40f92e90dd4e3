from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "sangkien.initiatives"
    verbose_name = "Sáng kiến"

    def ready(self) -> None:
        from sangkien.initiatives import personal, subscribers, verifying  # noqa: F401, PLC0415 - registers
