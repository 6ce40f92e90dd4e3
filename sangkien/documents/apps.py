from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "sangkien.documents"
    verbose_name = "Soạn văn bản"

    def ready(self) -> None:
        from sangkien.documents import concerned, personal, verifying  # noqa: F401, PLC0415 - registers
