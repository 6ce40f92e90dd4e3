"""Closed lists of programmes."""

from django.db import models


class ProgrammeState(models.TextChoices):
    DRAFT = "draft", "Đang soạn"
    PUBLISHED = "published", "Đã phát động"


class PeriodKind(models.TextChoices):
    """A programme as a whole, its phases, and the campaigns inside them.

    One table for all three, because targets and figures refer to any of them alike.
    """

    WHOLE = "whole", "Toàn chương trình"
    PHASE = "phase", "Giai đoạn"
    CAMPAIGN = "campaign", "Chiến dịch cao điểm"


class SolutionKind(models.TextChoices):
    """The five kinds of solution of the 2022-2023 programme (guidance 46/HD-TLĐ)."""

    TECHNICAL = "technical", "Giải pháp kỹ thuật"
    MANAGEMENT = "management", "Giải pháp quản lý"
    OPERATIONAL = "operational", "Giải pháp tác nghiệp"
    TECHNOLOGY = "technology", "Giải pháp ứng dụng tiến bộ kỹ thuật, công nghệ"
    RESEARCH = "research", "Đề tài nghiên cứu khoa học"
