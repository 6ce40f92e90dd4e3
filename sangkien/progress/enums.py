"""Closed lists of the progress pages."""

from django.db import models


class BoardOrder(models.TextChoices):
    """By what a league table is ranked; the values stand in addresses."""

    COUNT = "so-luong", "Theo số lượng"
    SHARE = "ty-le", "Theo tỷ lệ chỉ tiêu"


class HistoricalMeasure(models.TextChoices):
    """What a published figure of a past programme counts."""

    SENT = "sent", "sáng kiến đã gửi"
    VALID = "valid", "sáng kiến hợp lệ"
    PENDING = "pending", "sáng kiến chờ xem xét"
    REGISTRANTS = "registrants", "người đăng ký tham gia"
    SUBMITTERS = "submitters", "người đã gửi sáng kiến"
    UNITS = "units", "đơn vị tham gia"
    UNITS_COMPLETED = "units_completed", "đơn vị hoàn thành chỉ tiêu"
    UNITS_DOUBLED = "units_doubled", "đơn vị đạt trên 200 % chỉ tiêu"
    TARGETS = "targets", "tổng chỉ tiêu các đơn vị đăng ký"
    BENEFIT_VND = "benefit_vnd", "đồng giá trị làm lợi đã công bố"
    RANK = "rank", "hạng đã công bố"
    HONOURED = "honoured", "sáng kiến được tuyên dương"
    REWARDED = "rewarded", "tập thể, cá nhân được khen"


class Precision(models.TextChoices):
    """How the source words a figure; the word stands before the number."""

    EXACT = "exact", ""
    MORE_THAN = "more_than", "hơn"
    AT_LEAST = "at_least", "ít nhất"
    ABOUT = "about", "khoảng"
    DERIVED = "derived", "tính ra"
