from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "sangkien.programmes"
    verbose_name = "Chương trình"
