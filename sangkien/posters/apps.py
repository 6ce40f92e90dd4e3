from django.apps import AppConfig


class PostersConfig(AppConfig):
    name = "sangkien.posters"
    verbose_name = "Áp phích"

    def ready(self) -> None:
        from sangkien.posters import subscribers  # noqa: F401, PLC0415 - registers
