from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "sangkien.audits"
    verbose_name = "Hậu kiểm"

    def ready(self) -> None:
        from sangkien.audits import (  # noqa: PLC0415 - registers
            concerned,  # noqa: F401
            personal,  # noqa: F401
            verifying,  # noqa: F401
        )
