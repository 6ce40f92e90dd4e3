from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "sangkien.web.shared"
    label = "shared"
