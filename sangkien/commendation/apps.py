from django.apps import AppConfig


class CommendationConfig(AppConfig):
    name = "sangkien.commendation"
    verbose_name = "Khen thưởng"
