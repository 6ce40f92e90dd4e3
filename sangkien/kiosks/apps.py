from django.apps import AppConfig


class KiosksConfig(AppConfig):
    name = "sangkien.kiosks"
    verbose_name = "Máy đăng ký chung"
