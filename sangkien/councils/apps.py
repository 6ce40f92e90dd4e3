from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "sangkien.councils"
    verbose_name = "Hội đồng"

    def ready(self) -> None:
        from sangkien.councils import (  # noqa: PLC0415 - registers
            concerned,  # noqa: F401
            personal,  # noqa: F401
            subscribers,  # noqa: F401
            verifying,  # noqa: F401
        )
