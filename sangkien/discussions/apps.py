from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    name = "sangkien.discussions"
    verbose_name = "Trao đổi"

    def ready(self) -> None:
        from sangkien.discussions import concerned, personal, subscribers  # noqa: F401, PLC0415 - registers
