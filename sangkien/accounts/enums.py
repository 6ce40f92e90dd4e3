"""Kinds of things around signing in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CodePurpose(models.TextChoices):
    """What a one-time code opens; a code for one thing is worthless for another."""

    ACTIVATION = "activation", _("Kích hoạt tài khoản")
    SIGN_IN = "sign_in", _("Đăng nhập một lần")


class SessionKind(models.TextChoices):
    """How long a person stays signed in; the spans are `settings.SESSION_SPANS`."""

    MEMBER = "member", _("Đoàn viên")
    OFFICER = "officer", _("Cán bộ")
    SHARED = "shared", _("Máy dùng chung")
    KIOSK = "kiosk", _("Máy đăng ký chung")


class FactorKind(models.TextChoices):
    """What can be shown after the password; the values are those of allauth."""

    PASSKEY = "webauthn", _("Khóa truy cập")
    TOTP = "totp", _("Ứng dụng xác thực")
    RECOVERY = "recovery_codes", _("Mã khôi phục")
