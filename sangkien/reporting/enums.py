"""Closed lists of the reporting calendar."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """ "Đơn vị phải báo cáo": looked up anew for every occurrence."""

    CHILDREN = "children", _("Các đơn vị trực thuộc trực tiếp")
    GRASSROOTS = "grassroots", _("Tất cả công đoàn cơ sở bên dưới")
    CLUSTER = "cluster", _("Các đơn vị của một cụm, khối thi đua")


class Rhythm(models.TextChoices):
    """ "Định kỳ"."""

    ONCE = "once", _("Một lần")
    WEEKLY = "weekly", _("Hằng tuần")
    MONTHLY = "monthly", _("Hằng tháng")
    QUARTERLY = "quarterly", _("Hằng quý")
    HALF_YEARLY = "half_yearly", _("Sáu tháng")
    YEARLY = "yearly", _("Hằng năm")


class OnDayOff(models.TextChoices):
    """ "Hạn rơi vào ngày nghỉ"."""

    MOVE = "move", _("Chuyển sang ngày làm việc kế tiếp")
    KEEP = "keep", _("Giữ nguyên ngày")


class QuestionKind(models.TextChoices):
    TEXT = "text", _("Lời văn")
    NUMBER = "number", _("Con số (cộng được)")
    FILE = "file", _("Tệp đính kèm")


class ReportState(models.TextChoices):
    WAITING = "waiting", _("Chưa nộp")
    SENT = "sent", _("Đã nộp")
    RETURNED = "returned", _("Bị trả lại, chờ bổ sung")


class Verdict(models.TextChoices):
    """How a report stands against its day at an instant."""

    AHEAD = "ahead", _("Chưa đến hạn")
    ON_TIME = "on_time", _("Đúng hạn")
    LATE = "late", _("Nộp muộn")
    MISSING = "missing", _("Chưa nộp")
    EXCUSED = "excused", _("Không phải nộp")
