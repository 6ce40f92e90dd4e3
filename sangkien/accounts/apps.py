from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sangkien.accounts"
    verbose_name = "Tài khoản"

    def ready(self) -> None:
        from sangkien.accounts import personal, subscribers  # noqa: F401, PLC0415 - registers
