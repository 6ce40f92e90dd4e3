from django.apps import AppConfig


class AdoptionConfig(AppConfig):
    name = "sangkien.adoption"
    verbose_name = "Nhân rộng"

    def ready(self) -> None:
        from sangkien.adoption import concerned, personal, subscribers  # noqa: F401, PLC0415 - registers
