from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "sangkien.agreements"
    verbose_name = "Giao ước, chỉ tiêu"
