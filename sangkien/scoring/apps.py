from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "sangkien.scoring"
    verbose_name = "Chấm điểm thi đua"

    def ready(self) -> None:
        from sangkien.scoring import (  # noqa: PLC0415 - registers
            concerned,  # noqa: F401
            personal,  # noqa: F401
            subscribers,  # noqa: F401
            verifying,  # noqa: F401
        )
