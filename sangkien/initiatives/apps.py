from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "sangkien.initiatives"
    verbose_name = "Sáng kiến"

    def ready(self) -> None:
        from sangkien.exports import kinds as exported  # noqa: PLC0415
        from sangkien.imports import kinds  # noqa: PLC0415
        from sangkien.initiatives import (  # noqa: PLC0415 - registers
            concerned,  # noqa: F401
            exporting,
            following,  # noqa: F401
            personal,  # noqa: F401
            subscribers,  # noqa: F401
            verifying,  # noqa: F401
        )
        from sangkien.initiatives.importing import entries  # noqa: PLC0415

        kinds.register(entries.Entries())
        exported.register(exporting.Initiatives())
