from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "sangkien.agreements"
    verbose_name = "Giao ước, chỉ tiêu"

    def ready(self) -> None:
        from sangkien.agreements import (  # noqa: PLC0415 - registers
            concerned,  # noqa: F401
            following,  # noqa: F401
            importing,
            personal,  # noqa: F401
            verifying,  # noqa: F401
        )
        from sangkien.imports import kinds  # noqa: PLC0415 - registers

        kinds.register(importing.Targets())
