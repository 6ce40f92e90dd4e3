from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "sangkien.project"
    label = "project"

    def ready(self) -> None:
        from sangkien.project import checks  # noqa: F401, PLC0415 - registers the system checks
