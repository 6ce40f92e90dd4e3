"""Closed lists of inspections."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InspectionKind(models.TextChoices):
    INSPECTION = "inspection", _("Kiểm tra")
    SUPERVISION = "supervision", _("Giám sát")


class VisitState(models.TextChoices):
    """Minutes can be changed until they are shown to the unit; once locked only by an addendum."""

    PLANNED = "planned", _("Chưa có biên bản")
    WRITTEN = "written", _("Đang lập biên bản")
    PROPOSED = "proposed", _("Chờ đơn vị xác nhận biên bản")
    LOCKED = "locked", _("Biên bản đã khóa")


class TeamPost(models.TextChoices):
    LEADER = "leader", _("Trưởng đoàn")
    SECRETARY = "secretary", _("Thư ký")
    MEMBER = "member", _("Thành viên")


class ItemVerdict(models.TextChoices):
    """What was found about one item of the checklist."""

    GOOD = "good", _("Thực hiện tốt")
    PARTLY = "partly", _("Thực hiện một phần")
    NOT_DONE = "not_done", _("Chưa thực hiện")
    NOT_APPLICABLE = "not_applicable", _("Không áp dụng")


class FindingState(models.TextChoices):
    OPEN = "open", _("Chờ đơn vị khắc phục")
    ANSWERED = "answered", _("Chờ đoàn xem kết quả")
    CLOSED = "closed", _("Đã khắc phục")


class AnswerVerdict(models.TextChoices):
    CLOSED = "closed", _("Đã khắc phục xong")
    BACK = "back", _("Chưa đạt, làm tiếp")
