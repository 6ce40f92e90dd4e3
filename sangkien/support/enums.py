"""Closed lists of the support."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HelpState(models.TextChoices):
    WAITING = "waiting", _("Chờ người nhận")
    TAKEN = "taken", _("Đang giúp")
    CLOSED = "closed", _("Đã xong")
    CANCELLED = "cancelled", _("Đã rút")


OPEN = (HelpState.WAITING, HelpState.TAKEN)


class VersionState(models.TextChoices):
    """What became of a text that a helper wrote for an author."""

    WAITING = "waiting", _("Chờ tác giả xem")
    USED = "used", _("Tác giả đã dùng")
    DECLINED = "declined", _("Tác giả giữ bản của mình")
    REPLACED = "replaced", _("Đã có bản mới hơn")
    DROPPED = "dropped", _("Đã bỏ")


class WorkKind(models.TextChoices):
    """Help that leaves no trace on a screen."""

    VISIT = "visit", _("Đến đơn vị")
    CALL = "call", _("Gọi điện, nhắn tin")
    TRAINING = "training", _("Tập huấn, hướng dẫn nhiều người")
    OTHER = "other", _("Việc khác")


class CareOutcome(models.TextChoices):
    DONE = "done", _("Đơn vị đã có sáng kiến")
    PASSED = "passed", _("Chuyển người khác phụ trách")
    STOPPED = "stopped", _("Thôi phụ trách")
