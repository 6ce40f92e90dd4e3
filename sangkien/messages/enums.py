"""Which texts there are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TextKey(models.TextChoices):
    """The value is part of the page's address."""

    ACTIVATION = "kich-hoat", _("Tin nhắn mã kích hoạt")
    SIGN_IN = "dang-nhap", _("Tin nhắn mã đăng nhập")
    STILL_USED = "con-dung", _("Tin nhắn hỏi sáng kiến còn dùng không")
    URGING = "don-doc", _("Tin nhắn đôn đốc đơn vị")
    SHEET = "phieu", _("Lời dặn trên phiếu kích hoạt")
