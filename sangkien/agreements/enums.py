"""Closed lists of targets."""

from django.db import models


class TargetKind(models.TextChoices):
    """How a target is counted."""

    COUNT = "count", "Số sáng kiến"
    COVERAGE = "coverage", "Tỷ lệ CĐCS có sáng kiến"
    RATE = "rate", "Số sáng kiến trên 100 người"


class TargetBase(models.TextChoices):
    """Which initiatives count: the base is part of the number."""

    SENT = "sent", "đã gửi"
    VALID = "valid", "hợp lệ"


class TargetOrigin(models.TextChoices):
    ASSIGNED = "assigned", "Chỉ tiêu giao"
    SELF_SET = "self_set", "Đơn vị tự đăng ký"


class Denominator(models.TextChoices):
    """Of whom a rate is taken."""

    MEMBERS = "members", "đoàn viên"
    WORKERS = "workers", "lao động"
