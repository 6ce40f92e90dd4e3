from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "sangkien.privacy"
    verbose_name = "Dữ liệu cá nhân"

    def ready(self) -> None:
        from sangkien.privacy import personal, subscribers, verifying  # noqa: F401, PLC0415 - registers
