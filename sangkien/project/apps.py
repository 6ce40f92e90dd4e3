from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "sangkien.project"
    label = "project"

    def ready(self) -> None:
        # Registers the system checks and a repeated job.
        from sangkien.project import checks, kept_pages  # noqa: F401, PLC0415
