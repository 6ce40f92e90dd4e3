"""Signing in on a shared tablet."""

from django import forms
from django.utils.translation import gettext_lazy

from sangkien.accounts.queries import LONGEST_LOGIN
from sangkien.web.shared.forms import LineField


class PinInput(forms.PasswordInput):
    """Hidden by our style sheet and not by its type: no browser offers to keep it."""

    input_type = "text"


class EnterForm(forms.Form):
    login = LineField(
        label=gettext_lazy("Mã đoàn viên hoặc số điện thoại"),
        max_length=LONGEST_LOGIN,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Hãy nhập mã đoàn viên.")},
    )
    pin = forms.CharField(
        label=gettext_lazy("Mã PIN"),
        help_text=gettext_lazy("6 chữ số bạn đã chọn khi kích hoạt tài khoản."),
        max_length=40,
        widget=PinInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "tablet__pin"}
        ),
        error_messages={
            "required": gettext_lazy("Hãy nhập mã PIN."),
            "max_length": gettext_lazy("Mã PIN có đúng 6 chữ số."),
        },
    )
