"""Forms of signing in and of the own account."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import User
from sangkien.accounts.queries import LONGEST_LOGIN
from sangkien.web.shared.forms import LineField

LONGEST_PASSWORD = 200

# Django says these in English or in the words of programmers.
WEAK = {
    "password_too_short": gettext_lazy("Mật khẩu cần ít nhất 8 ký tự."),
    "password_too_common": gettext_lazy("Mật khẩu này dễ đoán, nhiều người đang dùng."),
    "password_entirely_numeric": gettext_lazy("Mật khẩu cần có cả chữ, không chỉ có số."),
}


def _password(label: Any, *, autocomplete: str, missing: Any, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={
            "required": missing,
            "max_length": gettext_lazy("Mật khẩu dài nhất 200 ký tự."),
        },
    )


class LoginForm(forms.Form):
    login = LineField(
        label=gettext_lazy("Số điện thoại hoặc mã đoàn viên"),
        help_text=gettext_lazy("Ví dụ: 0912 345 678 hoặc DV001234."),
        max_length=LONGEST_LOGIN,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Hãy nhập số điện thoại hoặc mã đoàn viên.")},
    )
    password = _password(
        gettext_lazy("Mật khẩu"),
        autocomplete="current-password",
        missing=gettext_lazy("Hãy nhập mật khẩu."),
    )


class PasswordForm(forms.Form):
    """Changing the password; `user` is whose."""

    current = _password(
        gettext_lazy("Mật khẩu hiện tại"),
        autocomplete="current-password",
        missing=gettext_lazy("Hãy nhập mật khẩu hiện tại."),
    )
    new = _password(
        gettext_lazy("Mật khẩu mới"),
        help_text=gettext_lazy(
            "Ít nhất 8 ký tự, có cả chữ và số. Một câu ngắn dễ nhớ là tốt nhất."
        ),
        autocomplete="new-password",
        missing=gettext_lazy("Hãy nhập mật khẩu mới."),
    )
    again = _password(
        gettext_lazy("Nhập lại mật khẩu mới"),
        autocomplete="new-password",
        missing=gettext_lazy("Hãy nhập lại mật khẩu mới."),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        try:
            validate_password(new, self.user)
        except ValidationError as error:
            raise ValidationError([_in_words(weakness) for weakness in error.error_list]) from error
        return new

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"new", "again"} <= cleaned.keys() and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("Hai lần nhập mật khẩu mới chưa giống nhau."))
        return cleaned


def _in_words(weakness: ValidationError) -> str:
    known = WEAK.get(weakness.code or "")
    return str(known) if known else weakness.messages[0]
