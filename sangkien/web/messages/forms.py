"""Writing the text of a message."""

from django import forms
from django.utils.translation import gettext_lazy

from sangkien.messages.rules import LONGEST
from sangkien.web.shared.forms import ProseField


class TextForm(forms.Form):
    text = ProseField(
        label=gettext_lazy("Nội dung"),
        help_text=gettext_lazy(
            "Viết liền một đoạn. Chữ có dấu làm tin nhắn dài gấp đôi khi tính tiền."
        ),
        max_length=LONGEST,
        rows=4,
        error_messages={"required": gettext_lazy("Hãy nhập nội dung.")},
    )
