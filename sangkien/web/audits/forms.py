"""Whom to audit, what was found, and why something was left out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.audits.enums import Finding, SizeBy
from sangkien.audits.rules import REASON_LENGTH
from sangkien.units.queries import by_codes
from sangkien.web.shared.forms import CountField, DayField, ProseField, line_field

if TYPE_CHECKING:
    from sangkien.programmes.models import Period
    from sangkien.units.models import Unit

CHOOSE = gettext_lazy("Hãy chọn trong danh sách.")
CHOSEN = {"required": CHOOSE, "invalid_choice": CHOOSE}
STALE = gettext_lazy("Biểu mẫu đã cũ. Mời tải lại trang.")
CODE_LENGTH = 40


class DrawForm(forms.Form):
    """The unit is chosen from those directly below, or named by its code."""

    request_key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )
    subject = forms.ChoiceField(
        label=gettext_lazy("Đơn vị được hậu kiểm"),
        help_text=gettext_lazy(
            "Mẫu rút từ mọi sáng kiến hợp lệ của đơn vị và các đơn vị trực thuộc."
        ),
        required=False,
        error_messages=CHOSEN,
    )
    unit_code = line_field(
        gettext_lazy("Hoặc mã đơn vị ở cấp thấp hơn"),
        most=CODE_LENGTH,
        help_text=gettext_lazy("Khi đơn vị không có trong danh sách trên."),
    )
    period = forms.ChoiceField(label=gettext_lazy("Chương trình, giai đoạn"), error_messages=CHOSEN)
    by = forms.ChoiceField(
        label=gettext_lazy("Cỡ mẫu"),
        choices=SizeBy.choices,
        widget=forms.RadioSelect,
        error_messages=CHOSEN,
    )
    value = CountField(
        label=gettext_lazy("Số phần trăm hoặc số sáng kiến"),
        help_text=gettext_lazy("Ví dụ: 5 là 5 %, hoặc 30 là 30 sáng kiến. Mỗi đợt nhiều nhất 500."),
        error_messages={"required": gettext_lazy("Hãy ghi cỡ mẫu.")},
    )
    due_on = DayField(
        label=gettext_lazy("Hạn hoàn thành"),
        error_messages={"required": gettext_lazy("Hãy ghi hạn hoàn thành.")},
    )

    def __init__(
        self, *args: Any, below: "Sequence[Unit]", periods: "Sequence[Period]", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._below = {unit.code: unit for unit in below}
        self._periods = {str(period.pk): period for period in periods}
        subject: Any = self.fields["subject"]
        subject.choices = [("", _("Hãy chọn đơn vị")), *((unit.code, unit.label) for unit in below)]
        period: Any = self.fields["period"]
        period.choices = [
            ("", _("Hãy chọn chương trình, giai đoạn")),
            *((key, f"{one.programme.title}: {one.name}") for key, one in self._periods.items()),
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        typed = values.get("unit_code", "").upper()
        if typed:
            found = next(iter(by_codes([typed])), None)
            if found is None:
                self.add_error("unit_code", _("Không có đơn vị mang mã này."))
            elif values.get("subject") and values["subject"] != found.code:
                self.add_error(
                    "unit_code", _("Đã chọn một đơn vị khác ở trên. Hãy bỏ một trong hai.")
                )
            values["unit"] = found
        elif values.get("subject"):
            values["unit"] = self._below[values["subject"]]
        elif "subject" in values:
            self.add_error("subject", _("Hãy chọn đơn vị được hậu kiểm."))
        values["chosen_period"] = self._periods.get(values.get("period", ""))
        return values


class FindingForm(forms.Form):
    """`seen` is what stood on the page when it was read."""

    finding = forms.ChoiceField(
        label=gettext_lazy("Kết quả"),
        choices=Finding.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Hãy chọn kết quả."),
            "invalid_choice": gettext_lazy("Hãy chọn kết quả."),
        },
    )
    reason = ProseField(
        label=gettext_lazy("Lý do, ghi chú"),
        help_text=gettext_lazy("Bắt buộc khi không đạt; công đoàn cơ sở và tác giả đọc được."),
        max_length=REASON_LENGTH,
        rows=3,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=6)


class FinishForm(forms.Form):
    unchecked_reason = ProseField(
        label=gettext_lazy("Vì sao còn mẫu chưa kiểm"),
        help_text=gettext_lazy(
            "Hệ số tính theo thứ tự bốc thăm, đến mẫu chưa kiểm đầu tiên; lý do hiện ở trang kết quả."
        ),
        max_length=REASON_LENGTH,
        rows=3,
        required=False,
    )


class DropForm(forms.Form):
    reason = ProseField(
        label=gettext_lazy("Vì sao bỏ đợt này"),
        help_text=gettext_lazy(
            "Ví dụ: không còn cán bộ nào chưa ghi kết quả để chốt. Lý do hiện ở trang của đợt."
        ),
        max_length=REASON_LENGTH,
        rows=3,
        error_messages={"required": gettext_lazy("Hãy ghi vì sao bỏ đợt này.")},
    )
