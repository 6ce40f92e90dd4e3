"""What people say about the use and the worth of an initiative."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.adoption import rules
from sangkien.adoption.enums import Finding, Order, Use
from sangkien.core.language import kept
from sangkien.discussions import rules as talk
from sangkien.programmes.enums import SolutionKind
from sangkien.search.queries import LONGEST_TYPED
from sangkien.web.shared.forms import DayField, LineField, ProseField, VndField

if TYPE_CHECKING:
    from sangkien.adoption.models import Verification
    from sangkien.programmes.models import Programme
    from sangkien.units.models import Unit

LONGEST_LOGIN = 40


class LibraryForm(forms.Form):
    """What the address of the library holds; what is unknown narrows nothing."""

    q = forms.CharField(
        label=gettext_lazy("Tìm trong thư viện"),
        help_text=gettext_lazy(
            "Gõ có dấu hay không dấu đều được, ví dụ: đồ gá hàn, tiết kiệm điện"
        ),
        required=False,
        max_length=LONGEST_TYPED,
    )
    don_vi = forms.ChoiceField(label=gettext_lazy("Tỉnh, ngành"), required=False)
    linh_vuc = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    loai = forms.ChoiceField(label=gettext_lazy("Loại giải pháp"), required=False)
    sap_xep = forms.ChoiceField(
        label=gettext_lazy("Sắp xếp"), required=False, choices=Order.choices
    )

    def __init__(
        self,
        typed: dict[str, str],
        *,
        regions: "Sequence[Unit]",
        fields: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(typed)
        offered = {
            "don_vi": [("", _("Mọi tỉnh, ngành")), *((u.code, u.label) for u in regions)],
            "linh_vuc": [("", _("Mọi lĩnh vực")), *fields],
            "loai": [("", _("Mọi loại giải pháp")), *SolutionKind.choices],
        }
        for name, choices in offered.items():
            chosen: Any = self.fields[name]
            chosen.choices = choices

    def chosen(self, name: str) -> str:
        """A value that was offered, or nothing."""
        return str(self.cleaned_data.get(name) or "") if self.is_bound else ""

    @property
    def is_narrowed(self) -> bool:
        return any(self.chosen(name) for name in ("don_vi", "linh_vuc", "loai"))


class AdoptForm(forms.Form):
    unit = forms.ChoiceField(
        label=gettext_lazy("Đơn vị áp dụng"),
        error_messages={
            "required": gettext_lazy("Hãy chọn đơn vị."),
            "invalid_choice": gettext_lazy("Hãy chọn đơn vị của bạn trong danh sách."),
        },
    )
    since_on = DayField(
        label=gettext_lazy("Áp dụng từ ngày"),
        placeholder="dd/mm/yyyy",
        error_messages={"required": gettext_lazy("Hãy nhập ngày đơn vị bắt đầu áp dụng.")},
    )
    place = LineField(
        label=gettext_lazy("Áp dụng ở đâu"),
        help_text=gettext_lazy("Phân xưởng, tổ, dây chuyền, lớp, phòng…"),
        max_length=rules.PLACE_LENGTH,
        error_messages={"required": gettext_lazy("Hãy ghi nơi áp dụng.")},
    )
    changes = ProseField(
        label=gettext_lazy("Đã thay đổi gì cho hợp với đơn vị"),
        max_length=rules.PROSE_LENGTH,
        rows=3,
        required=False,
    )
    benefit_vnd = VndField(
        label=gettext_lazy("Số tiền làm lợi ở đơn vị bạn"),
        help_text=gettext_lazy("Đơn vị tự khai, chưa thẩm định. Để trống nếu chưa tính được."),
        required=False,
    )
    benefit_basis = ProseField(
        label=gettext_lazy("Cách tính"), max_length=rules.PROSE_LENGTH, rows=2, required=False
    )
    brought_by = LineField(
        label=gettext_lazy("Người đưa về đơn vị"),
        help_text=gettext_lazy(
            "Mã đoàn viên hoặc số điện thoại của người có công đưa về. Để trống là chính bạn."
        ),
        max_length=LONGEST_LOGIN,
        required=False,
    )

    def __init__(self, *args: Any, units: "Sequence[Unit]", officer: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["unit"]
        chosen.choices = [(unit.code, unit.name) for unit in units]
        if not officer:
            del self.fields["brought_by"]


class ReasonForm(forms.Form):
    reason = ProseField(
        label=gettext_lazy("Lý do"),
        help_text=gettext_lazy("Người liên quan đọc được nguyên văn."),
        max_length=rules.REASON_LENGTH[1],
        rows=2,
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )


WHY_STOPPED = (
    gettext_lazy("Đã đổi máy, đổi quy trình nên không còn chỗ dùng."),
    gettext_lazy("Đã có cách làm khác tốt hơn."),
    gettext_lazy("Người làm đã chuyển việc, chưa có ai thay."),
    gettext_lazy("Hiệu quả không như mong đợi."),
    gettext_lazy("Chưa có kinh phí, vật tư để duy trì."),
)


class UseForm(forms.Form):
    """The button says what; why is asked of what was stopped."""

    use = forms.ChoiceField(
        choices=Use.choices,
        error_messages={
            "required": gettext_lazy("Hãy chọn một câu trả lời."),
            "invalid_choice": gettext_lazy("Hãy chọn một câu trả lời."),
        },
    )
    why = forms.ChoiceField(
        label=gettext_lazy("Vì sao dừng"),
        widget=forms.RadioSelect,
        required=False,
        choices=[(str(place), words) for place, words in enumerate(WHY_STOPPED, start=1)],
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn lý do trong danh sách.")},
    )
    reason = ProseField(
        label=gettext_lazy("Nói thêm"),
        max_length=300,
        rows=2,
        required=False,
    )

    def words(self) -> str:
        """Both parts of the reason as one text; call after `is_valid`."""
        place = self.cleaned_data.get("why")
        common = kept(WHY_STOPPED[int(place) - 1]) if place and self.is_stopped else ""
        return f"{common}\n{self.cleaned_data.get('reason', '')}".strip()

    @property
    def is_stopped(self) -> bool:
        return self.cleaned_data.get("use") == Use.STOPPED


class VerifyForm(forms.Form):
    finding = forms.ChoiceField(
        label=gettext_lazy("Kết quả thẩm định"),
        widget=forms.RadioSelect,
        choices=Finding.choices,
        error_messages={
            "required": gettext_lazy("Hãy chọn kết quả."),
            "invalid_choice": gettext_lazy("Hãy chọn kết quả trong danh sách."),
        },
    )
    amount_vnd = VndField(
        label=gettext_lazy("Số tiền đã thẩm định"),
        help_text=gettext_lazy("Để trống khi chưa đủ dữ liệu."),
        required=False,
    )
    evidence = ProseField(
        label=gettext_lazy("Căn cứ"),
        help_text=gettext_lazy(
            "Số liệu nào, của kỳ nào, lấy từ sổ sách hay đo tại chỗ, ai cung cấp."
        ),
        max_length=rules.PROSE_LENGTH,
        error_messages={"required": gettext_lazy("Hãy ghi căn cứ thẩm định.")},
    )
    file = forms.FileField(
        label=gettext_lazy("Tài liệu kèm theo"),
        help_text=gettext_lazy("PDF, ảnh, Word hoặc Excel, nhiều nhất 10 MB."),
        required=False,
    )


class CountForm(forms.Form):
    verification = forms.ChoiceField(
        label=gettext_lazy("Tính theo lần thẩm định nào"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn một lần thẩm định.")},
    )
    reason = ProseField(
        label=gettext_lazy("Lý do"),
        max_length=rules.REASON_LENGTH[1],
        rows=3,
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )

    def __init__(
        self, *args: Any, choices: "Sequence[tuple[Verification, str]]", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["verification"]
        chosen.choices = [
            *((str(version.pk), words) for version, words in choices),
            ("", _("Không tính số nào")),
        ]

    def verification_id(self) -> int | None:
        typed = self.cleaned_data.get("verification")
        return int(typed) if typed else None


class WordsForm(forms.Form):
    """A comment or a question."""

    text = ProseField(
        label=gettext_lazy("Ý kiến, câu hỏi"),
        help_text=gettext_lazy("Người đã đăng nhập đọc được, kèm tên bạn."),
        max_length=talk.LONGEST,
        rows=3,
        error_messages={"required": gettext_lazy("Hãy viết nội dung.")},
    )
    is_question = forms.BooleanField(
        label=gettext_lazy("Đây là câu hỏi cho tác giả"), required=False
    )


class FollowForm(forms.Form):
    """What to follow besides initiatives: a programme, or a unit by its code."""

    programme = forms.ChoiceField(
        label=gettext_lazy("Chương trình"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn chương trình trong danh sách.")},
    )
    unit = LineField(
        label=gettext_lazy("Mã đơn vị"),
        help_text=gettext_lazy("Mã ở đầu trang đơn vị."),
        max_length=30,
        required=False,
    )

    def __init__(self, *args: Any, programmes: "Sequence[Programme]", **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["programme"]
        chosen.choices = [("", _("Chọn chương trình")), *((p.slug, p.title) for p in programmes)]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not self.errors and not (typed.get("programme") or typed.get("unit")):
            self.add_error("programme", _("Hãy chọn chương trình hoặc nhập mã đơn vị."))
        return typed
