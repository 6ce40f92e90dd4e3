"""Closed lists of good practices."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PracticeKind(models.TextChoices):
    MODEL = "model", _("Mô hình")
    WAY = "way", _("Cách làm hay")
    WORK = "work", _("Công trình, phần việc")


class PracticeState(models.TextChoices):
    REGISTERED = "registered", _("Chờ thẩm định")
    RETURNED = "returned", _("Cần bổ sung")
    UNDERWAY = "underway", _("Đang thực hiện")
    RECOGNISED = "recognised", _("Được công nhận")
    DECLINED = "declined", _("Không được công nhận")
    WITHDRAWN = "withdrawn", _("Đã rút")


class Verdict(models.TextChoices):
    """What the level above says: first about the plan, then about what came of it."""

    APPROVE = "approve", _("Đồng ý cho thực hiện")
    RETURN = "return", _("Trả lại để bổ sung")
    RECOGNISE = "recognise", _("Công nhận")
    DECLINE = "decline", _("Không công nhận")


# What fulfils "each CĐCS at least one".
COUNTED = (
    PracticeState.REGISTERED,
    PracticeState.RETURNED,
    PracticeState.UNDERWAY,
    PracticeState.RECOGNISED,
)
EDITABLE = (PracticeState.REGISTERED, PracticeState.RETURNED)
