"""What is asked about funds and payments."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.commendation.enums import EntryKind
from sangkien.core import numbers
from sangkien.web.shared.forms import DayField, VndField, choose, key_field, line_field

if TYPE_CHECKING:
    from sangkien.commendation.models import AwardDecision, Payment
    from sangkien.units.models import Unit

CHOOSE = gettext_lazy("Hãy chọn trong danh sách.")
CHOSEN = {"required": CHOOSE, "invalid_choice": CHOOSE}
PART = gettext_lazy("Danh sách dài: khoản không có ở đây thì chọn từ trang của quỹ.")
LONGEST_WORDS, LONGEST_DOCUMENT, LONGEST_REASON = 300, 120, 300
OUT, IN = "giam", "tang"


class KeyForm(forms.Form):
    """`request_key` makes the same form sent twice one thing."""

    request_key = key_field()


class FundForm(KeyForm):
    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị"), coerce=int, error_messages=CHOSEN)
    year = forms.TypedChoiceField(label=gettext_lazy("Năm"), coerce=int, error_messages=CHOSEN)
    name = line_field(
        gettext_lazy("Tên quỹ"),
        most=200,
        required=gettext_lazy("Hãy ghi tên quỹ."),
        help_text=gettext_lazy("Ví dụ: Quỹ khen thưởng phong trào thi đua."),
    )

    def __init__(self, *args: Any, units: "Sequence[Unit]", today: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self._units = {unit.pk: unit for unit in units}
        choose(self.fields["unit"], [(pk, unit.name) for pk, unit in self._units.items()])
        years = range(today.year + 1, today.year - 2, -1)
        choose(self.fields["year"], [(year, str(year)) for year in years])

    @property
    def chosen_unit(self) -> "Unit":
        return self._units[self.cleaned_data["unit"]]


class EntryForm(KeyForm):
    """Money that came in, or a correction."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        choices=[
            (EntryKind.RECEIPT.value, gettext_lazy("Thu vào quỹ")),
            (f"{EntryKind.CORRECTION.value}-{IN}", gettext_lazy("Điều chỉnh tăng")),
            (f"{EntryKind.CORRECTION.value}-{OUT}", gettext_lazy("Điều chỉnh giảm")),
        ],
        error_messages=CHOSEN,
    )
    amount = VndField(
        label=gettext_lazy("Số tiền"),
        help_text=gettext_lazy("Ví dụ 12.500.000 hoặc 12,5 triệu."),
        error_messages={"required": gettext_lazy("Hãy ghi số tiền.")},
    )
    words = line_field(
        gettext_lazy("Nội dung"),
        most=LONGEST_WORDS,
        required=gettext_lazy("Hãy ghi nội dung."),
    )
    document = line_field(gettext_lazy("Số chứng từ"), most=LONGEST_DOCUMENT)
    booked_on = DayField(
        label=gettext_lazy("Ngày ghi sổ"),
        error_messages={"required": gettext_lazy("Hãy ghi ngày.")},
    )

    @property
    def entry_kind(self) -> EntryKind:
        return EntryKind(self.cleaned_data["kind"].split("-")[0])

    @property
    def change_vnd(self) -> int:
        amount: int = self.cleaned_data["amount"]
        return -amount if self.cleaned_data["kind"].endswith(f"-{OUT}") else amount


class RecoverForm(KeyForm):
    """Money that came back after an award was revoked."""

    conferral = forms.TypedChoiceField(
        label=gettext_lazy("Khoản đã thu hồi"), coerce=int, error_messages=CHOSEN
    )
    document = line_field(gettext_lazy("Số chứng từ"), most=LONGEST_DOCUMENT)
    booked_on = DayField(
        label=gettext_lazy("Ngày nộp lại"),
        error_messages={"required": gettext_lazy("Hãy ghi ngày.")},
    )

    def __init__(self, *args: Any, due: "Sequence[Payment]", is_part: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["conferral"].help_text = PART if is_part else ""
        self._due = {row.conferral_id: row for row in due}
        choose(self.fields["conferral"], [(row.conferral_id, _recovered(row)) for row in due])

    @property
    def chosen(self) -> "Payment":
        return self._due[self.cleaned_data["conferral"]]


def _recovered(row: "Payment") -> str:
    amount = numbers.thousands(row.amount_vnd)
    return _("%(name)s, %(amount)s đồng") % {"name": row.conferral.holder_name, "amount": amount}


class PrepareForm(KeyForm):
    decision = forms.TypedChoiceField(
        label=gettext_lazy("Quyết định khen thưởng"), coerce=int, error_messages=CHOSEN
    )

    def __init__(
        self, *args: Any, due: "Sequence[AwardDecision]", is_part: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["decision"].help_text = PART if is_part else ""
        self._due = {row.pk: row for row in due}
        choose(
            self.fields["decision"],
            [(row.pk, f"{row.paper.label if row.paper else ''}: {row.title}"[:160]) for row in due],
        )

    @property
    def chosen(self) -> "AwardDecision":
        return self._due[self.cleaned_data["decision"]]


class PaidForm(forms.Form):
    paid_on = DayField(
        label=gettext_lazy("Ngày chi"),
        error_messages={"required": gettext_lazy("Hãy ghi ngày.")},
    )
    document = line_field(gettext_lazy("Số phiếu chi, ủy nhiệm chi"), most=LONGEST_DOCUMENT)


class CancelForm(forms.Form):
    reason = line_field(
        gettext_lazy("Lý do hủy"), most=LONGEST_REASON, required=gettext_lazy("Hãy ghi lý do.")
    )


class DropForm(forms.Form):
    reason = line_field(
        gettext_lazy("Lý do không ghi sổ"),
        most=LONGEST_REASON,
        required=gettext_lazy("Hãy ghi lý do."),
    )
