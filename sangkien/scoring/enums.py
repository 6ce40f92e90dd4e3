"""Closed lists of scoring."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NodeKind(models.TextChoices):
    """How the points of a line come about."""

    GROUP = "group", _("Nhóm tiêu chí")
    MANUAL = "manual", _("Chấm theo mức hoàn thành")
    TIERED = "tiered", _("Theo bậc")
    PROPORTIONAL = "proportional", _("Theo tỷ lệ đạt được")
    YES_NO = "yes_no", _("Có hoặc không")
    PENALTY = "penalty", _("Trừ điểm mỗi lần")
    BONUS = "bonus", _("Thưởng điểm mỗi lần")


class ConditionKind(models.TextChoices):
    """What a class asks beside the total."""

    GROUPS_AT_LEAST = "groups_at_least", _("Không nhóm nào dưới một phần số điểm")
    NO_ZERO = "no_zero", _("Không tiêu chí nào của nhóm bị 0 điểm")
    NODE_AT_LEAST = "node_at_least", _("Một tiêu chí từ số điểm")
    STATEMENT = "statement", _("Điều kiện người chấm xác nhận")


class TableState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    IN_FORCE = "in_force", _("Đang áp dụng")
    REPLACED = "replaced", _("Đã thay bằng bản mới")
    DROPPED = "dropped", _("Đã bỏ")
