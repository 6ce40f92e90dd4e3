"""Closed lists of the support."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HelpState(models.TextChoices):
    WAITING = "waiting", _("Chờ người nhận")
    TAKEN = "taken", _("Đang giúp")
    CLOSED = "closed", _("Đã xong")
    CANCELLED = "cancelled", _("Đã rút")


OPEN = (HelpState.WAITING, HelpState.TAKEN)
