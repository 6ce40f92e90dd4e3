"""What is asked before a snapshot is taken."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sangkien.programmes.models import Period


class OrderForm(forms.Form):
    request_key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Biểu mẫu đã cũ. Mời tải lại trang."),
            "invalid": gettext_lazy("Biểu mẫu đã cũ. Mời tải lại trang."),
        },
    )


class TakeForm(OrderForm):
    """`period` is one of those that the unit has figures in."""

    period = forms.ChoiceField(
        label=gettext_lazy("Giai đoạn"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Hãy chọn giai đoạn."),
            "invalid_choice": gettext_lazy("Hãy chọn một giai đoạn trong danh sách."),
        },
    )

    def __init__(self, *args: Any, periods: list[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(str(one.pk), one.name) for one in periods]  # type: ignore[attr-defined]
