"""Closed lists of targets and agreements."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TargetKind(models.TextChoices):
    """How a target is counted. The first three are of initiatives, EACH may be; what the others
    come to is reported by the unit.
    """

    COUNT = "count", _("Số sáng kiến")
    COVERAGE = "coverage", _("Tỷ lệ CĐCS có sáng kiến")
    RATE = "rate", _("Số sáng kiến trên 100 người")
    EACH = "each", _("Mỗi CĐCS ít nhất …")
    NUMBER = "number", _("Số lượng khác")
    PERCENT = "percent", _("Tỷ lệ % của một đối tượng")
    RANGE = "range", _("Từ … đến …")
    DONE_BY = "done_by", _("Làm xong đến một ngày")
    AWARDS = "awards", _("Số danh hiệu, khen thưởng")


class TargetBase(models.TextChoices):
    """Which initiatives count: the base is part of the number."""

    SENT = "sent", _("đã gửi")
    VALID = "valid", _("hợp lệ")
    RECOGNISED = "recognised", _("được công nhận")


class PracticeBase(models.TextChoices):
    """Which good practices of the register count for "mỗi CĐCS ít nhất một"."""

    REGISTERED = "registered", _("mô hình đã đăng ký")
    RECOGNISED = "recognised", _("mô hình được công nhận")


class TargetOrigin(models.TextChoices):
    ASSIGNED = "assigned", _("Chỉ tiêu giao")
    SELF_SET = "self_set", _("Đơn vị tự đăng ký")


class ChangeState(models.TextChoices):
    """What became of a wish to change a target that is in force."""

    PENDING = "pending", _("Chờ duyệt")
    APPROVED = "approved", _("Đã duyệt")
    REFUSED = "refused", _("Không duyệt")
    WITHDRAWN = "withdrawn", _("Đã rút")


class ResultState(models.TextChoices):
    """What the one who assigned the target said to a reported result."""

    WAITING = "waiting", _("Chờ xác nhận")
    CONFIRMED = "confirmed", _("Đã xác nhận")
    RETURNED = "returned", _("Trả lại")


class Denominator(models.TextChoices):
    """Of whom a rate is taken."""

    MEMBERS = "members", _("đoàn viên")
    WORKERS = "workers", _("lao động")


class AgreementKind(models.TextChoices):
    """Who promises what to whom."""

    LEVELS = "levels", _("Giữa hai cấp công đoàn")
    CLUSTER = "cluster", _("Trong cụm, khối thi đua")
    WITH_HEAD = "with_head", _("Công đoàn với thủ trưởng đơn vị")
    COORDINATION = "coordination", _("Chương trình phối hợp")


class Span(models.TextChoices):
    """A unit can have one of each at once."""

    YEARLY = "yearly", _("Cả năm")
    CAMPAIGN = "campaign", _("Chuyên đề, đợt cao điểm")


class AgreementState(models.TextChoices):
    DRAFTING = "drafting", _("Chưa ký xong")
    IN_FORCE = "in_force", _("Đang hiệu lực")
    CLOSED = "closed", _("Đã tổng kết")
    DROPPED = "dropped", _("Đã bỏ")


class EditionState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    CONSULTING = "consulting", _("Đang lấy ý kiến")
    AGREED = "agreed", _("Đã thống nhất, chờ ký")
    SIGNED = "signed", _("Đã ký")
    WITHDRAWN = "withdrawn", _("Đã bỏ")


class Verdict(models.TextChoices):
    AGREE = "agree", _("Nhất trí")
    CHANGE = "change", _("Đề nghị sửa")
    COMMENT = "comment", _("Góp ý, không đổi nội dung")


class SigningMethod(models.TextChoices):
    SECOND_FACTOR = "second_factor", _("Ký trên phần mềm")
    PAPER = "paper", _("Bản giấy hoặc PDF đã ký")
    CERTIFICATE = "certificate", _("Chữ ký số")


class Outcome(models.TextChoices):
    """What the parties found when they closed it."""

    REACHED = "reached", _("Hoàn thành")
    PARTLY = "partly", _("Hoàn thành một phần")
    MISSED = "missed", _("Không hoàn thành")
    ENDED_EARLY = "ended_early", _("Kết thúc trước hạn")


class PledgeKind(models.TextChoices):
    """How a pledge is counted. The first three are targets of initiatives (`TargetKind`), EACH is
    where it names those that count.
    """

    INITIATIVES = "initiatives", _("Số sáng kiến")
    COVERAGE = "coverage", _("Tỷ lệ CĐCS có sáng kiến (%)")
    RATE = "rate", _("Số sáng kiến trên 100 người")
    EACH = "each", _("Mỗi CĐCS ít nhất …")
    MODELS = "models", _("Mỗi CĐCS ít nhất 1 mô hình")
    COUNT = "count", _("Số lượng khác")
    PERCENT = "percent", _("Tỷ lệ % của một đối tượng")
    RANGE = "range", _("Từ … đến …")
    DONE_BY = "done_by", _("Có hoặc không, đến một ngày")
