from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "sangkien.recognition"
    verbose_name = "Công nhận sáng kiến"

    def ready(self) -> None:
        from sangkien.recognition import (  # noqa: PLC0415 - register
            concerned,  # noqa: F401
            judging,  # noqa: F401
            personal,  # noqa: F401
            subscribers,  # noqa: F401
            verifying,  # noqa: F401
        )
