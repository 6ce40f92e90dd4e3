"""Which texts there are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TextKey(models.TextChoices):
    """The value is part of the page's address."""

    ACTIVATION = "kich-hoat", _("Tin nhắn mã kích hoạt")
    SIGN_IN = "dang-nhap", _("Tin nhắn mã đăng nhập")
    SHEET = "phieu", _("Lời dặn trên phiếu kích hoạt")
