from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "sangkien.search"
    verbose_name = "Tìm kiếm"

    def ready(self) -> None:
        from sangkien.search import subscribers  # noqa: F401, PLC0415 - registers
