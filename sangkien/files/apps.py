from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "sangkien.files"
    verbose_name = "Tệp lưu trữ"

    def ready(self) -> None:
        from sangkien.files import subscribers  # noqa: F401, PLC0415 - registers
