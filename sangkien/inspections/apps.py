from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "sangkien.inspections"
    verbose_name = "Kiểm tra, giám sát"
