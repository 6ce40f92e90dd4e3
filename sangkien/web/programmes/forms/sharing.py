"""Sharing out a number: how much, among whom, by what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.agreements.enums import TargetBase
from sangkien.programmes.models import Period
from sangkien.progress.enums import ShareBy
from sangkien.web.shared.forms import CountField, LineField

UNITS, CLUSTERS = "don-vi", "cum"


class SharingForm(forms.Form):
    total = CountField(
        label=gettext_lazy("Số cần phân bổ"),
        error_messages={"required": gettext_lazy("Hãy nhập số sáng kiến cần phân bổ.")},
    )
    base = forms.ChoiceField(
        label=gettext_lazy("Tính trên sáng kiến"),
        choices=TargetBase.choices,
        widget=forms.RadioSelect,
        initial=TargetBase.SENT,
    )
    among = forms.ChoiceField(
        label=gettext_lazy("Phân bổ cho"),
        choices=[
            (UNITS, gettext_lazy("Các đơn vị trực thuộc")),
            (CLUSTERS, gettext_lazy("Các cụm, khối thi đua")),
        ],
        widget=forms.RadioSelect,
        initial=UNITS,
    )
    by = forms.ChoiceField(
        label=gettext_lazy("Cách chia"),
        choices=ShareBy.choices,
        widget=forms.RadioSelect,
        initial=ShareBy.MEMBERS,
    )
    earlier = forms.ChoiceField(
        label=gettext_lazy("Giai đoạn trước"),
        help_text=gettext_lazy("Chỉ dùng khi chia theo kết quả của giai đoạn trước."),
        required=False,
    )
    keep = forms.BooleanField(
        label=gettext_lazy("Giữ nguyên những số đã giao, chỉ chia phần còn lại"),
        initial=True,
        required=False,
    )
    note = LineField(
        label=gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Số, ngày của văn bản giao chỉ tiêu."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, earlier: Sequence[Period], **options: Any) -> None:
        super().__init__(*args, **options)
        self.periods = {str(period.pk): period for period in earlier}
        named = [(key, f"{p.programme.title}: {p.name}") for key, p in self.periods.items()]
        self.fields["earlier"].choices = [("", _("Không dùng")), *named]  # type: ignore[attr-defined] # a choice field

    def clean(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        if cleaned.get("by") == ShareBy.EARLIER and not cleaned.get("earlier"):
            self.add_error("earlier", _("Hãy chọn giai đoạn trước."))
        return cleaned

    @property
    def chosen_earlier(self) -> Period | None:
        return self.periods.get(self.cleaned_data["earlier"])
