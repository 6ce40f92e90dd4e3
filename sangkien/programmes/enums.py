"""Closed lists of programmes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProgrammeState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    PUBLISHED = "published", _("Đã phát động")


class PeriodKind(models.TextChoices):
    """A programme as a whole, its phases, and the campaigns inside them.

    One table for all three, because targets and figures refer to any of them alike.
    """

    WHOLE = "whole", _("Toàn chương trình")
    PHASE = "phase", _("Giai đoạn")
    CAMPAIGN = "campaign", _("Chiến dịch cao điểm")


class StepKind(models.TextChoices):
    """What is decided at one step of the review."""

    CONFIRM = "confirm", _("Công đoàn cơ sở xác nhận")
    RECOGNISE = "recognise", _("Hội đồng công nhận")
    ACCEPT = "accept", _("Cấp trên tiếp nhận")
    CHECK = "check", _("Kiểm tra xác suất")


class QuestionKind(models.TextChoices):
    """What an answer is."""

    LINE = "line", _("Trả lời ngắn")
    PROSE = "prose", _("Trả lời dài")
    NUMBER = "number", _("Số, có đơn vị tính")
    MONEY = "money", _("Số tiền (đồng)")
    DAY = "day", _("Ngày")
    CHOICE = "choice", _("Chọn một trong danh sách")
    YES_NO = "yes_no", _("Có hoặc không")
    PHOTO = "photo", _("Ảnh")
    FILE = "file", _("Tệp (PDF, Word, Excel, ảnh)")


class Moment(models.TextChoices):
    """When a question has to be answered."""

    ENTRY = "entry", _("Khi đăng ký")
    REVIEW = "review", _("Bổ sung sau, trước khi xét")


class WindowState(models.TextChoices):
    """What became of a proposal to change the days of a running phase."""

    PROPOSED = "proposed", _("Chờ người thứ hai duyệt")
    APPROVED = "approved", _("Đã duyệt")
    DECLINED = "declined", _("Không duyệt")


class SolutionKind(models.TextChoices):
    """The five kinds of solution of the 2022-2023 programme (guidance 46/HD-TLĐ)."""

    TECHNICAL = "technical", _("Giải pháp kỹ thuật")
    MANAGEMENT = "management", _("Giải pháp quản lý")
    OPERATIONAL = "operational", _("Giải pháp tác nghiệp")
    TECHNOLOGY = "technology", _("Giải pháp ứng dụng tiến bộ kỹ thuật, công nghệ")
    RESEARCH = "research", _("Đề tài nghiên cứu khoa học")
