"""Migrations follow the database, not the wording on the screen."""

from typing import Any

from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector

WORDING = {"verbose_name", "help_text", "choices"}


class Autodetector(MigrationAutodetector):
    """Ignore changes of wording; they never reach the database."""

    def deep_deconstruct(self, obj: Any) -> Any:
        deconstructed = super().deep_deconstruct(obj)
        if isinstance(obj, models.Field):
            *head, kwargs = deconstructed
            return (*head, {key: value for key, value in kwargs.items() if key not in WORDING})
        return deconstructed
