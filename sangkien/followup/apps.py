from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "sangkien.followup"
    verbose_name = "Đôn đốc"

    def ready(self) -> None:
        from sangkien.followup import concerned, personal, subscribers  # noqa: F401, PLC0415 - registers
