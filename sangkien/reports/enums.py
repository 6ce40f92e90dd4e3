"""Closed lists of reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Who took a snapshot: an officer, or the worker at its hour."""

    TAKEN = "taken", _("Cán bộ chụp")
    SCHEDULED = "scheduled", _("Chụp theo lịch")
