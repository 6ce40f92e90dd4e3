"""Who somebody is: the same three boxes wherever a person is written into the register."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.web.shared.forms import LineField


class PersonForm(forms.Form):
    """Shape only; what a code or phone number may be is decided by `accounts`."""

    full_name = LineField(
        label=_("Họ và tên"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Hãy nhập họ và tên.")},
    )
    member_code = LineField(
        label=_("Mã đoàn viên"),
        help_text=_("Từ 3 đến 30 chữ và số, theo thẻ đoàn viên hoặc mã nhân viên."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Hãy nhập mã đoàn viên.")},
    )
    phone = LineField(
        label=_("Số điện thoại"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
