from django.apps import AppConfig


class CommendationConfig(AppConfig):
    name = "sangkien.commendation"
    verbose_name = "Khen thưởng"

    def ready(self) -> None:
        from sangkien.commendation import (  # noqa: PLC0415 - register
            events,  # noqa: F401
            subscribers,  # noqa: F401
        )
