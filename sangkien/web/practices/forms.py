"""What is asked and answered about good practices."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.practices import rules
from sangkien.practices.actions.registering import Told
from sangkien.practices.actions.spreading import Came
from sangkien.practices.enums import PracticeKind, Verdict
from sangkien.web.shared.forms import CountField, DayField, LineField, ProseField, VndField

if TYPE_CHECKING:
    from sangkien.units.models import Unit

CHOOSE = _("Hãy chọn trong danh sách.")
OLD_FORM = _("Biểu mẫu đã cũ. Mời tải lại trang.")


class PracticeForm(forms.Form):
    request_key = forms.UUIDField(
        widget=forms.HiddenInput, required=False, error_messages={"invalid": OLD_FORM}
    )
    seen = forms.IntegerField(
        widget=forms.HiddenInput, required=False, error_messages={"invalid": OLD_FORM}
    )
    kind = forms.ChoiceField(
        label=_("Loại"),
        widget=forms.RadioSelect,
        choices=PracticeKind.choices,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    year = forms.TypedChoiceField(
        label=_("Năm thi đua"),
        coerce=int,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    title = LineField(
        label=_("Tên mô hình"),
        help_text=_("Ví dụ: Tủ thuốc của tổ; Bữa cơm ca đêm; Mỗi tuần một việc làm thiết thực."),
        max_length=rules.TITLE_LENGTH,
        error_messages={"required": _("Hãy ghi tên.")},
    )
    content = ProseField(
        label=_("Làm gì, làm thế nào"),
        help_text=_("Lý do, cách làm, ai thực hiện, từ khi nào."),
        max_length=rules.PROSE_LENGTH,
        rows=6,
        error_messages={"required": _("Hãy ghi làm gì, làm thế nào.")},
    )
    beneficiaries = LineField(
        label=_("Ai được hưởng lợi"),
        help_text=_("Ví dụ: 120 đoàn viên xưởng 2; nữ lao động nuôi con nhỏ."),
        max_length=rules.LINE_LENGTH,
        error_messages={"required": _("Hãy ghi ai được hưởng lợi.")},
    )
    expected = ProseField(
        label=_("Kết quả dự kiến"), max_length=rules.PROSE_LENGTH, rows=3, required=False
    )

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["year"]
        chosen.choices = [(one, str(one)) for one in years(today)]

    def told(self) -> Told:
        data = self.cleaned_data
        return Told(
            year=data["year"],
            kind=PracticeKind(data["kind"]),
            title=data["title"],
            content=data["content"],
            beneficiaries=data["beneficiaries"],
            expected=data["expected"],
        )


class ReasonForm(forms.Form):
    reason = ProseField(
        label=_("Lý do"),
        max_length=rules.REASON_LENGTH,
        rows=3,
        error_messages={"required": _("Hãy ghi lý do.")},
    )


class JudgeForm(forms.Form):
    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": OLD_FORM, "invalid": OLD_FORM}
    )
    verdict = forms.ChoiceField(
        label=_("Kết luận"),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    words = ProseField(
        label=_("Ý kiến"),
        help_text=_("Bắt buộc khi trả lại hoặc không công nhận."),
        max_length=rules.REASON_LENGTH,
        rows=3,
        required=False,
    )
    document = LineField(
        label=_("Số quyết định, văn bản"),
        help_text=_("Ví dụ: 12/QĐ-LĐLĐ ngày 20/11/2026."),
        max_length=rules.DOCUMENT_LENGTH,
        required=False,
    )

    def __init__(self, *args: Any, choices: Sequence[Verdict], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["verdict"]
        chosen.choices = [(one.value, one.label) for one in choices]


class EffectForm(forms.Form):
    until_on = DayField(label=_("Tính đến ngày"), error_messages={"required": _("Hãy ghi ngày.")})
    words = ProseField(
        label=_("Kết quả, hiệu quả"),
        max_length=rules.PROSE_LENGTH,
        rows=5,
        error_messages={"required": _("Hãy ghi kết quả, hiệu quả.")},
    )
    people = CountField(
        label=_("Số đoàn viên, người lao động được hưởng lợi"),
        help_text=_("Để trống nếu chưa đếm được."),
        required=False,
    )
    value_vnd = VndField(
        label=_("Giá trị mang lại (đồng)"),
        help_text=_("Do đơn vị khai; để trống nếu không tính bằng tiền."),
        required=False,
    )
    file = forms.FileField(
        label=_("Ảnh hoặc tài liệu kèm theo"),
        help_text=_("PDF, ảnh, Word hoặc Excel, nhiều nhất 10 MB."),
        required=False,
    )

    def came(self) -> Came:
        data = self.cleaned_data
        return Came(
            until_on=data["until_on"],
            words=data["words"],
            people=data["people"],
            value_vnd=data["value_vnd"],
        )


class TakeForm(forms.Form):
    unit = forms.ChoiceField(
        label=_("Đơn vị áp dụng"), error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}
    )
    since_on = DayField(label=_("Áp dụng từ ngày"), error_messages={"required": _("Hãy ghi ngày.")})
    words = ProseField(
        label=_("Áp dụng thế nào"),
        help_text=_("Có gì khác với nơi khởi xướng?"),
        max_length=rules.REASON_LENGTH,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, units: "Sequence[Unit]", **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["unit"]
        chosen.choices = [(unit.code, unit.name) for unit in units]


class SearchForm(forms.Form):
    """The public list, from the address: nonsense finds everything."""

    q = forms.CharField(label=_("Tìm mô hình"), required=False, max_length=100)
    nam = forms.ChoiceField(label=_("Năm"), required=False)

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["nam"]
        chosen.choices = [("", _("Mọi năm")), *((str(y), str(y)) for y in years(today))]


def years(today: dt.date) -> list[int]:
    return list(range(today.year + rules.YEARS_AHEAD, today.year - rules.YEARS_BACK - 1, -1))
