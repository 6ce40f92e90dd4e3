from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "sangkien.scoring"
    verbose_name = "Chấm điểm thi đua"

    def ready(self) -> None:
        from sangkien.scoring import concerned, verifying  # noqa: F401, PLC0415 - registers
