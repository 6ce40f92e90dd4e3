from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "sangkien.recognition"
    verbose_name = "Công nhận sáng kiến"

    def ready(self) -> None:
        from sangkien.recognition import personal, subscribers  # noqa: F401, PLC0415 - register
