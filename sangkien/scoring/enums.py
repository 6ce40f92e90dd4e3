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
    AUTOMATIC = "automatic", _("Tự tính từ số liệu")


class Source(models.TextChoices):
    """ "Nguồn số liệu" of a line that fills itself: what is counted of a unit and its branch."""

    ENTRIES = "entries", _("Số sáng kiến của đơn vị trong kỳ")
    TARGET = "target", _("Tỷ lệ đạt chỉ tiêu")
    COVERAGE = "coverage", _("Tỷ lệ đơn vị cấp dưới có ít nhất một sáng kiến")
    REPORTS = "reports", _("Báo cáo gửi đúng hạn")
    ANSWERS = "answers", _("Sáng kiến được trả lời đúng hạn")
    PRACTICES = "practices", _("Mô hình, cách làm hay được công nhận")
    SUPPORT = "support", _("Lượt giúp của tổ hỗ trợ sáng kiến")


class ConditionKind(models.TextChoices):
    """What a class asks beside the total."""

    GROUPS_AT_LEAST = "groups_at_least", _("Không nhóm nào dưới một phần số điểm")
    NO_ZERO = "no_zero", _("Không tiêu chí nào của nhóm bị 0 điểm")
    NODE_AT_LEAST = "node_at_least", _("Một tiêu chí từ số điểm")
    STATEMENT = "statement", _("Điều kiện người chấm xác nhận")


class TieKind(models.TextChoices):
    """ "Tiêu chí phụ": what decides between units with the same total."""

    CLASS_SCORE = "class_score", _("Điểm xếp loại (sau khi chặn trần)")
    NODE = "node", _("Điểm của một nhóm hoặc tiêu chí")
    ENTRIES = "entries", _("Số sáng kiến hợp lệ")
    WOMEN = "women", _("Tỷ lệ nữ từ 70 % trở lên")
    EARLIER = "earlier", _("Gửi phiếu tự chấm sớm hơn")


class TableState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    IN_FORCE = "in_force", _("Đang áp dụng")
    REPLACED = "replaced", _("Đã thay bằng bản mới")
    DROPPED = "dropped", _("Đã bỏ")


class Part(models.TextChoices):
    """What time a card is about."""

    YEAR = "year", _("Cả năm")
    FIRST = "first", _("6 tháng đầu năm")
    SECOND = "second", _("6 tháng cuối năm")


class Stage(models.TextChoices):
    """Who gives the marks of a column, in this order."""

    SELF = "self", _("Đơn vị tự chấm")
    CLUSTER = "cluster", _("Cụm, khối rà soát")
    DEPARTMENT = "department", _("Cơ quan chuyên môn thẩm định")
    COUNCIL = "council", _("Hội đồng chốt điểm")


class CardState(models.TextChoices):
    """Whose column is to be written next, or that all are."""

    SELF = "self", _("Đơn vị đang tự chấm")
    CLUSTER = "cluster", _("Chờ cụm, khối rà soát")
    DEPARTMENT = "department", _("Chờ thẩm định")
    COUNCIL = "council", _("Chờ hội đồng chốt điểm")
    DECIDED = "decided", _("Đã chốt điểm, chờ công bố")
    FINAL = "final", _("Đã công bố")
    CANCELLED = "cancelled", _("Đợt chấm điểm đã hủy")


OVER = (CardState.FINAL, CardState.CANCELLED)  # nothing of a card changes any more


class ReviewState(models.TextChoices):
    DRAFT = "draft", _("Chờ người khác xác nhận")
    CONFIRMED = "confirmed", _("Đã xác nhận")
    DROPPED = "dropped", _("Đã bỏ")


class ColumnState(models.TextChoices):
    DRAFT = "draft", _("Đang chấm")
    SUBMITTED = "submitted", _("Đã gửi, đã khóa")
    RETIRED = "retired", _("Bản trước")


class Retirement(models.TextChoices):
    """Why a submitted column is no longer the one that counts."""

    RETURNED = "returned", _("Trả lại đơn vị")
    UNLOCKED = "unlocked", _("Mở khóa")
