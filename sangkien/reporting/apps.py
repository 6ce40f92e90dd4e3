from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "sangkien.reporting"
    verbose_name = "Chế độ báo cáo"
