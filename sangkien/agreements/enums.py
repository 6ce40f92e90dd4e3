"""Closed lists of targets."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TargetKind(models.TextChoices):
    """How a target is counted."""

    COUNT = "count", _("Số sáng kiến")
    COVERAGE = "coverage", _("Tỷ lệ CĐCS có sáng kiến")
    RATE = "rate", _("Số sáng kiến trên 100 người")


class TargetBase(models.TextChoices):
    """Which initiatives count: the base is part of the number."""

    SENT = "sent", _("đã gửi")
    VALID = "valid", _("hợp lệ")


class TargetOrigin(models.TextChoices):
    ASSIGNED = "assigned", _("Chỉ tiêu giao")
    SELF_SET = "self_set", _("Đơn vị tự đăng ký")


class Denominator(models.TextChoices):
    """Of whom a rate is taken."""

    MEMBERS = "members", _("đoàn viên")
    WORKERS = "workers", _("lao động")
