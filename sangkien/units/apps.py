from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "sangkien.units"
    verbose_name = "Tổ chức công đoàn"

    def ready(self) -> None:
        from sangkien.exports import kinds as exported  # noqa: PLC0415
        from sangkien.imports import kinds  # noqa: PLC0415
        from sangkien.units import (  # noqa: PLC0415 - registers
            exporting,
            personal,  # noqa: F401
            subscribers,  # noqa: F401
            verifying,  # noqa: F401
        )
        from sangkien.units.importing import members, organisation  # noqa: PLC0415

        kinds.register(members.Members())
        kinds.register(organisation.Units())
        exported.know_people(exporting.owner)
        exported.register(exporting.Members())
