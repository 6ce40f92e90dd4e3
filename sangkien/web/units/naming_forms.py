"""Forms about names: of units, and of workplaces that match none."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.web.shared.forms import line_field

if TYPE_CHECKING:
    from sangkien.units.models import Unit

LONGEST_NAME, LONGEST_PLACE, LONGEST_ANSWER = 150, 200, 300
STALE_FORM = gettext_lazy("Biểu mẫu đã cũ. Mời tải lại trang.")


class AliasForm(forms.Form):
    alias = line_field(
        gettext_lazy("Tên gọi khác"),
        most=LONGEST_NAME,
        required=gettext_lazy("Hãy nhập tên gọi."),
        help_text=gettext_lazy(
            "Tên quen dùng, tên viết tắt ở địa phương, ví dụ: Chợ Rẫy, ĐH Cần Thơ, May 10."
        ),
    )


class WorkplaceForm(forms.Form):
    """What the workplace is called, where it is, and which branch it is nearest to."""

    request_key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": STALE_FORM, "invalid": STALE_FORM}
    )
    name = line_field(
        gettext_lazy("Tên nơi làm việc"),
        most=LONGEST_NAME,
        required=gettext_lazy("Hãy nhập tên nơi làm việc."),
        help_text=gettext_lazy("Ghi như mọi người ở đó vẫn gọi."),
    )
    place = line_field(
        gettext_lazy("Ở đâu"),
        most=LONGEST_PLACE,
        required=gettext_lazy("Hãy ghi nơi làm việc ở đâu."),
        help_text=gettext_lazy("Xã, phường, khu công nghiệp, tên đường."),
    )
    near = forms.ChoiceField(
        label=gettext_lazy("Tỉnh, thành phố hoặc ngành"),
        help_text=gettext_lazy("Cán bộ công đoàn ở đó trả lời bạn."),
        error_messages={
            "required": gettext_lazy("Hãy chọn tỉnh, thành phố hoặc ngành."),
            "invalid_choice": gettext_lazy("Hãy chọn trong danh sách."),
        },
    )

    def __init__(self, *args: Any, branches: "Sequence[Unit]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._branches = {unit.code: unit for unit in branches}
        near: Any = self.fields["near"]
        near.choices = [("", _("Chọn nơi gần nhất")), *((u.code, u.name) for u in branches)]

    def written(self) -> dict[str, Any]:
        """Call after `is_valid`."""
        return {**self.cleaned_data, "near": self._branches[self.cleaned_data["near"]]}


class MatchForm(forms.Form):
    """`found` are the units that answer to what the officer typed."""

    unit = forms.ChoiceField(
        label=gettext_lazy("Đơn vị"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Hãy chọn một đơn vị."),
            "invalid_choice": gettext_lazy("Hãy chọn đơn vị trong danh sách."),
        },
    )
    adds_alias = forms.BooleanField(
        label=gettext_lazy("Thêm tên đã báo làm tên gọi khác của đơn vị"),
        help_text=gettext_lazy("Lần sau ai gõ tên này sẽ thấy ngay đơn vị."),
        required=False,
    )
    answer = line_field(gettext_lazy("Lời nhắn cho người hỏi"), most=LONGEST_ANSWER)

    def __init__(self, *args: Any, found: "Sequence[Unit]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._units = {unit.code: unit for unit in found}
        unit: Any = self.fields["unit"]
        unit.choices = [(code, _named(one)) for code, one in self._units.items()]

    def written(self) -> dict[str, Any]:
        """Call after `is_valid`."""
        return {**self.cleaned_data, "unit": self._units[self.cleaned_data["unit"]]}


def _named(unit: "Unit") -> str:
    parent = f" — {unit.parent.label}" if unit.parent else ""
    return f"{unit.name} ({unit.code}){parent}"


class CloseForm(forms.Form):
    answer = line_field(
        gettext_lazy("Lý do"),
        most=LONGEST_ANSWER,
        required=gettext_lazy("Hãy ghi lý do để người hỏi biết."),
        help_text=gettext_lazy("Người hỏi đọc được, ví dụ: nơi này chưa có công đoàn cơ sở."),
    )
