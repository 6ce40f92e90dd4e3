from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "sangkien.papers"
    verbose_name = "Văn bản in"
