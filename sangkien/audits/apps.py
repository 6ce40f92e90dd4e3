from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "sangkien.audits"
    verbose_name = "Hậu kiểm"
