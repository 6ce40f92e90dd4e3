"""Sharing out a number: how much, among whom, by what."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.agreements.enums import TargetBase
from sangkien.programmes.models import Period
from sangkien.progress.enums import ShareBy
from sangkien.web.shared.forms import CountField, LineField

if TYPE_CHECKING:
    from sangkien.agreements.models import Target

UNITS, CLUSTERS = "don-vi", "cum"


def among_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[
            (UNITS, gettext_lazy("Các đơn vị trực thuộc")),
            (CLUSTERS, gettext_lazy("Các cụm, khối thi đua")),
        ],
        widget=forms.RadioSelect,
        initial=UNITS,
    )


def by_field(**options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Cách chia"),
        choices=ShareBy.choices,
        widget=forms.RadioSelect,
        initial=ShareBy.MEMBERS,
        **options,
    )


def earlier_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Giai đoạn trước"),
        help_text=gettext_lazy("Chỉ dùng khi chia theo kết quả của giai đoạn trước."),
        required=False,
    )


def keep_field(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, initial=True, required=False)


def note_field() -> LineField:
    return LineField(
        label=gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Số, ngày của văn bản giao chỉ tiêu."),
        max_length=300,
        required=False,
    )


class ByEarlierForm(forms.Form):
    """What an earlier period brought is one way to divide."""

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


class SharingForm(ByEarlierForm):
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
    among = among_field(gettext_lazy("Phân bổ cho"))
    by = by_field()
    earlier = earlier_field()
    keep = keep_field(gettext_lazy("Giữ nguyên những số đã giao, chỉ chia phần còn lại"))
    note = note_field()


class HandingForm(ByEarlierForm):
    """Which target of the unit is handed down; the way to divide is for numbers and ranges."""

    target = forms.ChoiceField(
        label=gettext_lazy("Chỉ tiêu của đơn vị"),
        error_messages={
            "required": gettext_lazy("Hãy chọn chỉ tiêu."),
            "invalid_choice": gettext_lazy("Hãy chọn chỉ tiêu trong danh sách."),
        },
    )
    among = among_field(gettext_lazy("Giao cho"))
    by = by_field(
        help_text=gettext_lazy(
            "Chỉ dùng cho số lượng và khoảng “từ … đến …”. Tỷ lệ, “mỗi CĐCS ít nhất …” và việc làm "
            "xong đến một ngày được giao như nhau cho mọi nơi."
        )
    )
    earlier = earlier_field()
    keep = keep_field(gettext_lazy("Giữ nguyên chỉ tiêu cùng nội dung đã giao"))
    note = note_field()

    def __init__(self, *args: Any, own: "Sequence[Target]", **options: Any) -> None:
        super().__init__(*args, **options)
        self.own = {str(target.pk): target for target in own}
        chosen: Any = self.fields["target"]
        chosen.choices = [(key, _named(target)) for key, target in self.own.items()]

    @property
    def chosen(self) -> "Target":
        return self.own[self.cleaned_data["target"]]


def _named(target: "Target") -> str:
    return f"{target} ({target.base_words})"
