from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "sangkien.demo"
    verbose_name = "Dữ liệu mẫu"
