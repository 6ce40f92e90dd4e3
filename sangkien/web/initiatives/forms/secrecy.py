"""Closing an initiative as a trade secret, and opening it again."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DiscloseForm(forms.Form):
    understood = forms.BooleanField(
        label=_("Tôi hiểu: từ nay ai xem được sáng kiến cũng đọc được toàn bộ nội dung"),
        error_messages={"required": _("Hãy đánh dấu vào ô này nếu bạn chắc chắn.")},
    )
