from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "sangkien.units"
    verbose_name = "Tổ chức công đoàn"

    def ready(self) -> None:
        from sangkien.imports import kinds  # noqa: PLC0415
        from sangkien.units import personal, subscribers, verifying  # noqa: F401, PLC0415 - registers
        from sangkien.units.importing import members, organisation  # noqa: PLC0415

        kinds.register(members.Members())
        kinds.register(organisation.Units())
