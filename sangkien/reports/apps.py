from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "sangkien.reports"
    verbose_name = "Báo cáo"
