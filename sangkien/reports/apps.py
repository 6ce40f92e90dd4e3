from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "sangkien.reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        from sangkien.exports import kinds  # noqa: PLC0415
        from sangkien.reports import (  # noqa: PLC0415 - registers
            exporting,
            subscribers,  # noqa: F401
            verifying,  # noqa: F401
        )

        kinds.register(exporting.WithoutEntries())
