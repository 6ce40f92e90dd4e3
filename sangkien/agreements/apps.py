from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "sangkien.agreements"
    verbose_name = "Giao ước, chỉ tiêu"

    def ready(self) -> None:
        from sangkien.agreements import following  # noqa: F401, PLC0415 - registers
