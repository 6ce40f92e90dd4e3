"""What stands on posters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sangkien.posters.rules import LONGEST
from sangkien.web.shared.forms import LineField


def _line(label: Any) -> LineField:
    return LineField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Hãy nhập nội dung.")},
    )


class PosterForm(forms.Form):
    invitation = _line(gettext_lazy("Lời mời, dưới tên đơn vị"))
    step_one = _line(gettext_lazy("Bước 1"))
    step_two = _line(gettext_lazy("Bước 2"))
    step_three = _line(gettext_lazy("Bước 3"))
    contact = _line(gettext_lazy("Dòng liên hệ"))
