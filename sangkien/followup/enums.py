"""Closed lists of the follow-up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """The rungs of the ladder, the mildest first."""

    NOTICE = "notice", _("Thông báo trên hệ thống")
    MESSAGE = "message", _("Nhắn tin Zalo, SMS")
    CALL = "call", _("Gọi điện")
    LETTER = "letter", _("Công văn đôn đốc")


class Topic(models.TextChoices):
    """What a unit is urged about. Each has its own ladder: a call about a report is no step towards
    more initiatives.
    """

    PROGRAMME = "programme", _("Tiến độ chương trình")
    REPORTS = "reports", _("Báo cáo quá hạn")


class Sign(models.TextChoices):
    """By what a unit is found to lag."""

    OVERDUE = "overdue", _("Hết hạn, chưa đạt")
    ZERO = "zero", _("Chưa có sáng kiến")
    CLOSING = "closing", _("Sắp hết hạn, chưa đạt")
    BEHIND = "behind", _("Chậm so với nhịp")
    REPORT_LATE = "report_late", _("Báo cáo quá hạn")
    NO_OFFICER = "no_officer", _("Chưa có cán bộ trên hệ thống")
    NOT_SIGNED_IN = "not_signed_in", _("Cán bộ chưa đăng nhập lần nào")


class Group(models.TextChoices):
    """Which units a board lists; the value is part of the page's address."""

    DIRECT = "truc-thuoc", _("Đơn vị trực thuộc")
    CLUSTER = "cum", _("Cụm, khối thi đua")
    ZERO = "chua-co", _("CĐCS chưa có sáng kiến")
    LATE = "bao-cao", _("Báo cáo quá hạn")


class CallOutcome(models.TextChoices):
    TALKED = "talked", _("Đã nói chuyện")
    NO_ANSWER = "no_answer", _("Không nghe máy")
    APPOINTED = "appointed", _("Hẹn ngày")


class Reply(models.TextChoices):
    """What the unit says to being urged."""

    NOTED = "noted", _("Đã tiếp thu")
    MORE_TIME = "more_time", _("Xin thêm thời gian")
    NEED_HELP = "need_help", _("Cần hỗ trợ")


class LetterState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    WAITING = "waiting", _("Chờ ký")
    ISSUED = "issued", _("Đã ban hành")
    DROPPED = "dropped", _("Đã bỏ")


class Standing(models.TextChoices):
    """How an urging is filtered in the log; the value is part of the page's address."""

    ALL = "tat-ca", _("Tất cả")
    MOVED = "co-chuyen-bien", _("Có chuyển biến")
    SILENT = "im-lang", _("Chưa chuyển biến")
    ANSWERED = "da-tra-loi", _("Đã trả lời")
