from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "sangkien.practices"
    verbose_name = "Mô hình"
