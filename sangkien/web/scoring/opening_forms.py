"""What is asked of an opening, and about the people of a unit that is scored."""

import datetime as dt
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy

from sangkien.core.periods import end_of
from sangkien.scoring.enums import Part
from sangkien.scoring.rules.columns import LONGEST, LONGEST_PROOF
from sangkien.scoring.rules.people import Counted, Share
from sangkien.web.scoring.filling import CHOSEN, OLD_FORM, SeenForm
from sangkien.web.shared.forms import CountField, DayField, ProseField, line_field

if TYPE_CHECKING:
    from sangkien.scoring.models import CardPeople


class OpenForm(forms.Form):
    request_key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": OLD_FORM, "invalid": OLD_FORM}
    )
    part = forms.ChoiceField(
        label=gettext_lazy("Kỳ chấm điểm"),
        help_text=gettext_lazy(
            "Điểm năm lấy từ hai nửa năm thì mở riêng 6 tháng đầu và 6 tháng cuối."
        ),
        choices=Part.choices,
        error_messages=CHOSEN,
    )
    due_on = DayField(
        label=gettext_lazy("Hạn đơn vị gửi phiếu tự chấm"),
        help_text=gettext_lazy("Hết ngày này. Gửi sau hạn vẫn nhận, có ghi là muộn."),
        required=False,
    )

    @property
    def due_at(self) -> dt.datetime | None:
        day: dt.date | None = self.cleaned_data["due_on"]
        return end_of(day) if day else None


class PutOffForm(forms.Form):
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    due_on = DayField(
        label=gettext_lazy("Hạn mới"),
        help_text=gettext_lazy("Hết ngày này. Đợt đã khóa nhận phiếu được mở lại."),
        error_messages={"required": gettext_lazy("Hãy nhập ngày.")},
    )

    @property
    def due_at(self) -> dt.datetime:
        return end_of(self.cleaned_data["due_on"])


class CancelForm(forms.Form):
    reason = ProseField(
        label=gettext_lazy("Lý do hủy"),
        help_text=gettext_lazy("Các đơn vị đã được lập phiếu đọc được."),
        max_length=LONGEST,
        rows=3,
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )


class PeopleForm(SeenForm):
    women = CountField(
        label=gettext_lazy("Số nữ"), error_messages={"required": gettext_lazy("Hãy ghi số nữ.")}
    )
    people = CountField(
        label=gettext_lazy("Tổng số người"),
        help_text=gettext_lazy("Đếm cùng một cách với số nữ: đoàn viên, hoặc mọi người lao động."),
        error_messages={"required": gettext_lazy("Hãy ghi tổng số người của đơn vị.")},
    )
    counted_on = DayField(
        label=gettext_lazy("Số liệu đến ngày"),
        error_messages={"required": gettext_lazy("Hãy ghi ngày chốt số liệu.")},
    )
    basis = line_field(
        gettext_lazy("Căn cứ"),
        most=LONGEST_PROOF,
        required=gettext_lazy("Hãy ghi căn cứ: danh sách, báo cáo nào."),
        help_text=gettext_lazy("Ví dụ: danh sách đoàn viên kèm báo cáo số 12/BC-CĐCS."),
    )

    @staticmethod
    def initial_of(row: "CardPeople | None", version: int) -> dict[str, object]:
        if row is None:
            return {"seen": version}
        names = ("women", "people", "counted_on", "basis")
        return {"seen": version, **{name: getattr(row, name) for name in names}}

    @property
    def counted(self) -> Counted:
        data = self.cleaned_data
        share = Share(women=data["women"], people=data["people"], counted_on=data["counted_on"])
        return Counted(share=share, basis=data["basis"])
