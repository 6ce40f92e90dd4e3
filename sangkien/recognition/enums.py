"""Closed lists of recognition."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Influence(models.TextChoices):
    """ "Mức ảnh hưởng": how far a recognised initiative reaches, the lowest first."""

    UNIT = "unit", _("Cấp cơ sở")
    SECTOR = "sector", _("Cấp ngành, cấp tỉnh")
    NATIONAL = "national", _("Toàn quốc")


class Basis(models.TextChoices):
    """On what a decision rests."""

    COUNCIL = "council", _("Theo kết quả họp hội đồng")
    HEAD = "head", _("Người đứng đầu đơn vị quyết định")


class DecisionState(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    SIGNED = "signed", _("Đã ký, đang công bố")
    RELEASED = "released", _("Đã công bố")


class HearingOutcome(models.TextChoices):
    """What a session of the council decided about an initiative."""

    WAITING = "waiting", _("Chờ hội đồng")
    PASSED = "passed", _("Hội đồng đề nghị công nhận")
    FAILED = "failed", _("Hội đồng không đề nghị công nhận")
    UNDECIDED = "undecided", _("Hội đồng chưa quyết định")
    LAPSED = "lapsed", _("Đã lấy lại để sửa sau khi đưa ra hội đồng")


class AppealState(models.TextChoices):
    WAITING = "waiting", _("Đang chờ giải quyết")
    UPHELD = "upheld", _("Giữ nguyên kết quả")
    REOPENED = "reopened", _("Được xét lại")
