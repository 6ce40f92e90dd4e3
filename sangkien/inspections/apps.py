from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "sangkien.inspections"
    verbose_name = "Kiểm tra, giám sát"

    def ready(self) -> None:
        from sangkien.inspections import (  # noqa: PLC0415 - registers
            concerned,  # noqa: F401
            personal,  # noqa: F401
            subscribers,  # noqa: F401
            verifying,  # noqa: F401
        )
