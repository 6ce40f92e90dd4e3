from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "sangkien.followup"
    verbose_name = "Đôn đốc"
