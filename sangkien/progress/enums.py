"""Closed lists of the progress pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BoardOrder(models.TextChoices):
    """By what a league table is ranked; the values stand in addresses."""

    COUNT = "so-luong", _("Theo số lượng")
    SHARE = "ty-le", _("Theo tỷ lệ chỉ tiêu")


class Division(models.TextChoices):
    """By what a total is taken apart."""

    FIELD = "field", _("Theo lĩnh vực")
    KIND = "kind", _("Theo loại giải pháp")


class HistoricalMeasure(models.TextChoices):
    """What a published figure of a past programme counts."""

    SENT = "sent", _("sáng kiến đã gửi")
    VALID = "valid", _("sáng kiến hợp lệ")
    PENDING = "pending", _("sáng kiến chờ xem xét")
    REGISTRANTS = "registrants", _("người đăng ký tham gia")
    SUBMITTERS = "submitters", _("người đã gửi sáng kiến")
    UNITS = "units", _("đơn vị tham gia")
    UNITS_COMPLETED = "units_completed", _("đơn vị hoàn thành chỉ tiêu")
    UNITS_DOUBLED = "units_doubled", _("đơn vị đạt trên 200 % chỉ tiêu")
    TARGETS = "targets", _("tổng chỉ tiêu các đơn vị đăng ký")
    BENEFIT_VND = "benefit_vnd", _("đồng giá trị làm lợi đã công bố")
    RANK = "rank", _("hạng đã công bố")
    HONOURED = "honoured", _("sáng kiến được tuyên dương")
    REWARDED = "rewarded", _("tập thể, cá nhân được khen")


class Precision(models.TextChoices):
    """How the source words a figure; the word stands before the number."""

    EXACT = "exact", ""
    MORE_THAN = "more_than", _("hơn")
    AT_LEAST = "at_least", _("ít nhất")
    ABOUT = "about", _("khoảng")
    DERIVED = "derived", _("tính ra")
