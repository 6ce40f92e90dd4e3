from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "sangkien.documents"
    verbose_name = "Soạn văn bản"
