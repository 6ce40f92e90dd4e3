from django.apps import AppConfig


class CommendationConfig(AppConfig):
    name = "sangkien.commendation"
    verbose_name = "Khen thưởng"

    def ready(self) -> None:
        from sangkien.commendation import concerned, verifying  # noqa: F401, PLC0415 - registers
