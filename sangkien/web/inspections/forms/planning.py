"""What is inspected, when, at which units, and by whom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.inspections import rules
from sangkien.inspections.actions.planning import Plan
from sangkien.inspections.enums import InspectionKind, TeamPost
from sangkien.units.queries import by_codes
from sangkien.web.shared.forms import DayField, ProseField, line_field

if TYPE_CHECKING:
    from sangkien.units.models import Unit

CHOOSE = gettext_lazy("Hãy chọn trong danh sách.")
CHOSEN = {"required": CHOOSE, "invalid_choice": CHOOSE}
DAY = {"required": gettext_lazy("Hãy ghi ngày.")}
STALE = gettext_lazy("Biểu mẫu đã cũ. Mời tải lại trang.")


class PlanForm(forms.Form):
    request_key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        choices=InspectionKind.choices,
        widget=forms.RadioSelect,
        error_messages=CHOSEN,
    )
    title = line_field(
        gettext_lazy("Tên đợt"),
        most=rules.TITLE_LENGTH,
        required=gettext_lazy("Hãy ghi tên đợt kiểm tra, giám sát."),
        help_text=gettext_lazy("Ví dụ: Kiểm tra việc triển khai chương trình sáng kiến quý II."),
    )
    decision = line_field(gettext_lazy("Số quyết định, kế hoạch"), most=rules.NUMBER_LENGTH)
    decided_on = DayField(label=gettext_lazy("Ngày quyết định, kế hoạch"), required=False)
    first_on = DayField(label=gettext_lazy("Từ ngày"), error_messages=DAY)
    last_on = DayField(label=gettext_lazy("Đến hết ngày"), error_messages=DAY)
    contents = ProseField(
        label=gettext_lazy("Mục đích, yêu cầu"),
        max_length=rules.PROSE_LENGTH,
        rows=3,
        required=False,
    )
    checklist = ProseField(
        label=gettext_lazy("Nội dung kiểm tra"),
        help_text=gettext_lazy("Mỗi dòng một nội dung; biên bản ghi kết quả theo từng dòng."),
        max_length=rules.MOST_ITEMS * rules.ITEM_LENGTH,
        rows=6,
        error_messages={"required": gettext_lazy("Hãy ghi ít nhất một nội dung.")},
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị được kiểm tra"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=CHOSEN,
    )
    codes = ProseField(
        label=gettext_lazy("Mã đơn vị ở cấp thấp hơn"),
        help_text=gettext_lazy("Mỗi dòng một mã, khi đơn vị không có trong danh sách trên."),
        max_length=4_000,
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, below: "Sequence[Unit]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._below = {unit.code: unit for unit in below}
        chosen: Any = self.fields["units"]
        chosen.choices = [(unit.code, unit.label) for unit in below]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        typed = [line.strip().upper() for line in values.get("codes", "").splitlines()]
        wanted = [*values.get("units", []), *(code for code in typed if code)]
        further = by_codes(code for code in wanted if code not in self._below)
        known = {**self._below, **{unit.code: unit for unit in further}}
        lost = [code for code in wanted if code not in known]
        if lost:
            words = _("Không có đơn vị mang mã: %(codes)s.") % {"codes": ", ".join(lost[:10])}
            self.add_error("codes", words)
        values["chosen"] = [known[code] for code in wanted if code in known]
        return values

    def plan(self) -> Plan:
        """Call after `is_valid`."""
        values = self.cleaned_data
        return Plan(
            kind=InspectionKind(values["kind"]),
            title=values["title"],
            decision=values["decision"],
            decided_on=values["decided_on"],
            first_on=values["first_on"],
            last_on=values["last_on"],
            contents=values["contents"],
            checklist=[line for line in values["checklist"].splitlines() if line.strip()],
            units=values["chosen"],
        )


class DayForm(forms.Form):
    visits_on = DayField(label=gettext_lazy("Ngày kiểm tra tại đơn vị"), error_messages=DAY)


class MemberForm(forms.Form):
    login = line_field(
        gettext_lazy("Số điện thoại hoặc mã đoàn viên"),
        most=60,
        required=gettext_lazy("Hãy ghi số điện thoại hoặc mã đoàn viên."),
        help_text=gettext_lazy("Người của đơn vị kiểm tra hoặc các đơn vị bên dưới."),
    )
    post = forms.ChoiceField(
        label=gettext_lazy("Vai trò trong đoàn"), choices=TeamPost.choices, error_messages=CHOSEN
    )


class ReasonForm(forms.Form):
    reason = ProseField(
        label=gettext_lazy("Lý do hủy"),
        max_length=1_000,
        rows=3,
        error_messages={"required": gettext_lazy("Hãy ghi lý do hủy.")},
    )
