from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "sangkien.messages"
    label = "outbox"  # "messages" is Django's own
    verbose_name = "Tin nhắn"

    def ready(self) -> None:
        from sangkien.messages import subscribers  # noqa: F401, PLC0415 - registers
