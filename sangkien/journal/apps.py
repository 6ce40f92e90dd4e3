from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    name = "sangkien.journal"
    verbose_name = "Nhật ký"

    def ready(self) -> None:
        from sangkien.journal import subscribers, verifying  # noqa: F401, PLC0415 - registers

        # Every event must be known by name before the worker reads entries back.
        autodiscover_modules("events")
