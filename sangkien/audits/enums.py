"""Closed lists of spot audits."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditState(models.TextChoices):
    """Findings change until the audit is finished or dropped; nothing changes afterwards."""

    DRAWN = "drawn", _("Đang kiểm")
    FINISHED = "finished", _("Đã chốt")
    DROPPED = "dropped", _("Đã bỏ")


class Finding(models.TextChoices):
    """What was found about one initiative; "" while nobody looked at it ("chưa kiểm")."""

    RIGHT = "right", _("Đúng")
    MINOR = "minor", _("Sai sót nhỏ")
    FAILED = "failed", _("Không đạt")


class SizeBy(models.TextChoices):
    """How the size of a sample is said."""

    PERCENT = "percent", _("Theo phần trăm số hợp lệ")
    NUMBER = "number", _("Theo số sáng kiến")


# A small slip leaves an initiative what it is; it counts as passed.
PASSED = frozenset({Finding.RIGHT, Finding.MINOR})
