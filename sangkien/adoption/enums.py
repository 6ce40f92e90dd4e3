"""Closed lists of the second life of initiatives."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AdoptionState(models.TextChoices):
    PROPOSED = "proposed", _("Chờ cán bộ đơn vị xác nhận")
    STANDING = "standing", _("Đang áp dụng")
    DECLINED = "declined", _("Đơn vị không xác nhận")
    WITHDRAWN = "withdrawn", _("Đã rút")


OPEN = (AdoptionState.PROPOSED, AdoptionState.STANDING)


class CheckState(models.TextChoices):
    OPEN = "open", _("Chờ trả lời")
    ANSWERED = "answered", _("Đã trả lời")
    LAPSED = "lapsed", _("Quá hạn, không có trả lời")
    VOID = "void", _("Không còn cần hỏi")


class Use(models.TextChoices):
    """The three taps."""

    IN_USE = "in_use", _("Vẫn dùng")
    BETTER = "better", _("Vẫn dùng và đã làm tốt hơn")
    STOPPED = "stopped", _("Đã dừng")


STILL_USED = (Use.IN_USE, Use.BETTER)


class Finding(models.TextChoices):
    """What a validator says about a declared benefit; not knowing is an honest answer."""

    AMOUNT = "amount", _("Xác nhận số tiền")
    INSUFFICIENT = "insufficient", _("Chưa đủ dữ liệu")


class Order(models.TextChoices):
    """The value is part of the address of the library."""

    IN_USE = "con-dung", _("Mới được xác nhận còn dùng")
    ADOPTED = "ap-dung-nhieu", _("Nhiều đơn vị áp dụng nhất")
    NEWEST = "moi-nhat", _("Sáng kiến mới nhất")
