from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "sangkien.exports"
    verbose_name = "Xuất danh sách"
