"""Closed lists of the exports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Format(models.TextChoices):
    """ "Dạng tệp"."""

    XLSX = "xlsx", _("Excel")
    CSV = "csv", _("CSV")


class State(models.TextChoices):
    """ "Tình trạng bản xuất"."""

    WAITING = "waiting", _("Chờ lập")
    RUNNING = "running", _("Đang lập")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Không lập được")
    CANCELLED = "cancelled", _("Đã dừng")
    EXPIRED = "expired", _("Đã hết hạn")


UNFINISHED = (State.WAITING, State.RUNNING)
