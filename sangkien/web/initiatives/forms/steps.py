"""One form per screen of the registration.

Nothing is required here: whatever can be kept is kept, and the rules of the domain say what is
still missing.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from sangkien.initiatives import rules
from sangkien.initiatives.enums import SubmitterGroup
from sangkien.programmes.enums import SolutionKind
from sangkien.web.shared.forms import DayField, LineField, ProseField, VndField

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative
    from sangkien.programmes.models import Programme

KEPT = 50_000  # characters that a draft keeps although they are too many to be sent
# What a worker makes of the five kinds of the regulation.
KINDS_TOLD = {
    SolutionKind.TECHNICAL: _("máy móc, dụng cụ, vật liệu, sản phẩm, quy trình kỹ thuật"),
    SolutionKind.MANAGEMENT: _("cách tổ chức, phân công, điều hành, quản lý"),
    SolutionKind.OPERATIONAL: _("cách làm, thao tác, nghiệp vụ hằng ngày"),
    SolutionKind.TECHNOLOGY: _("đưa kỹ thuật, công nghệ, phần mềm có sẵn vào áp dụng"),
    SolutionKind.RESEARCH: _("đề tài đã được nghiên cứu, nghiệm thu"),
}
FEW = 6  # up to so many choices are shown as buttons, more as a list


class ContentForm(forms.Form):
    """A part of an initiative; the fields are named as the rules name them in their messages."""

    columns: ClassVar[dict[str, str]] = {"field": "field_id"}

    def __init__(
        self,
        *args: Any,
        programme: "Programme",
        initiative: "Initiative | None" = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.programme = programme
        if initiative is not None:
            for name in self.base_fields:
                self.initial[name] = getattr(initiative, self.column(name))

    @classmethod
    def column(cls, name: str) -> str:
        return cls.columns.get(name, name)

    def changes(self) -> dict[str, object]:
        """What can be kept, by column; call after `is_valid`."""
        writable = self.writable()
        return {
            self.column(name): value
            for name, value in self.cleaned_data.items()
            if self.column(name) in writable
        }

    def writable(self) -> set[str]:
        return {self.column(name) for name in self.fields}


class TitleForm(ContentForm):
    title = LineField(
        label=rules.NAMES["title"],
        help_text=_("Một câu, ví dụ: Làm đồ gá xoay để hàn ống không phải lật."),
        max_length=rules.TITLE_LENGTH[1],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),  # all of it is seen on a narrow screen
    )
    is_secret = forms.BooleanField(
        label=_("Giữ bí mật kinh doanh"),
        help_text=_(
            "Ra khỏi đơn vị chỉ có tên, kết quả, số tiền làm lợi và việc công nhận. Cách làm, cách "
            "tính, ảnh được mã hóa; chỉ cán bộ xác nhận và hội đồng xét đọc được. Chỉ tác giả bỏ "
            "được lựa chọn này."
        ),
        required=False,
    )

    def changes(self) -> dict[str, object]:
        """Ticked it closes the initiative; opening it again has a page of its own."""
        found = super().changes()
        found.pop("is_secret", None)
        if self.cleaned_data.get("is_secret"):
            found["is_secret"] = True
        return found


class StoryForm(ContentForm):
    before = ProseField(
        label=rules.NAMES["before"],
        help_text=_(
            "Vướng ở đâu: mất thời gian, tốn kém, nặng nhọc, mất an toàn… Ít nhất 20 ký tự."
        ),
        max_length=rules.PROSE_LENGTH[1],
        keeps=KEPT,
        rows=4,
        required=False,
    )
    solution = ProseField(
        label=rules.NAMES["solution"],
        help_text=_("Đã thay đổi, chế tạo hay sắp xếp lại điều gì. Ít nhất 20 ký tự."),
        max_length=rules.PROSE_LENGTH[1],
        keeps=KEPT,
        rows=4,
        required=False,
    )
    effect = ProseField(
        label=rules.NAMES["effect"],
        help_text=_("Nhanh hơn, rẻ hơn, an toàn hơn bao nhiêu; ai được lợi. Ít nhất 20 ký tự."),
        max_length=rules.PROSE_LENGTH[1],
        keeps=KEPT,
        rows=4,
        required=False,
    )


DAY_WORDS = _("Ngày, tháng, năm. Ví dụ: 05/03/2026, gõ liền 05032026 cũng được.")


class KindForm(ContentForm):
    kind = forms.ChoiceField(
        label=_("Loại giải pháp"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Hãy chọn loại giải pháp trong danh sách.")},
    )
    field = forms.TypedChoiceField(
        label=_("Lĩnh vực"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Hãy chọn lĩnh vực trong danh sách.")},
    )
    submitter = forms.ChoiceField(
        label=_("Tác giả chính thuộc nhóm nào?"),
        help_text=_("Để báo cáo chương trình theo đối tượng."),
        choices=SubmitterGroup.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Hãy chọn nhóm trong danh sách.")},
    )
    first_applied_on = DayField(
        label=_("Ngày áp dụng lần đầu"),
        help_text=DAY_WORDS,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [(kind.value, _kind_told(kind)) for kind in self.programme.accepted_kinds]
        self._offer("kind", kinds)
        self._offer("field", [(str(row.pk), row.name) for row in self.programme.fields_in_order])

    def suggest(self, submitter: Callable[[], str]) -> None:
        """What the author chose the last time, unless something was chosen here already."""
        if not self.is_bound and not self.initial.get("submitter"):
            self.initial["submitter"] = submitter()

    def tell_days(self, words: str) -> None:
        """Say which days the programme accepts before one is typed."""
        self.fields["first_applied_on"].help_text = f"{words} {DAY_WORDS}".strip()

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        chosen: Any = self.fields[name]
        if len(choices) > FEW:
            chosen.widget = forms.Select()
            choices = [("", str(_("Chọn trong danh sách"))), *choices]
        else:
            chosen.widget = forms.RadioSelect()
        chosen.choices = choices
        chosen.widget.choices = chosen.choices


def _kind_told(kind: SolutionKind) -> str:
    return format_html(
        '<span>{}<br><span class="muted small">{}</span></span>', kind.label, KINDS_TOLD[kind]
    )


class BenefitForm(ContentForm):
    benefit_vnd = VndField(
        label=_("Số tiền làm lợi"),
        help_text=_("Ví dụ 12.500.000 hoặc 12,5 triệu. Chưa tính được thì để trống."),
        required=False,
    )
    benefit_basis = ProseField(
        label=rules.NAMES["benefit_basis"],
        help_text=_(
            "Có số tiền thì cần ghi cách tính. Ví dụ: bớt 2 giờ công mỗi ngày × 25 ngày × 50.000 đ."
        ),
        max_length=rules.BASIS_LENGTH,
        keeps=KEPT,
        rows=3,
        required=False,
    )
    recognised_by = LineField(
        label=rules.NAMES["recognised_by"],
        help_text=_("Ví dụ: Hội đồng sáng kiến Công ty. Chưa được công nhận thì để trống."),
        max_length=250,
        required=False,
    )
    decision_number = LineField(
        label=_("Số quyết định"), help_text=_("Ví dụ: 12/QĐ-CT."), max_length=60, required=False
    )
    decided_on = DayField(
        label=_("Ngày quyết định"), help_text=_("Ngày, tháng, năm."), required=False
    )

    @property
    def read_back(self) -> int | None:
        """The sum as it was understood, so that nobody is wrong by three noughts unseen."""
        source = self.cleaned_data if self.is_bound else self.initial
        amount = source.get("benefit_vnd")
        return amount if isinstance(amount, int) else None
