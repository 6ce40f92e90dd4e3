"""One question of the form, and the form of its form: what belongs to its kind only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.core import text
from sangkien.programmes.enums import Moment, QuestionKind
from sangkien.programmes.questions import LONGEST_HELP, LONGEST_LABEL, MEASURED, Question
from sangkien.web.shared.forms import CountField, LineField, ProseField

LIMITS = {
    QuestionKind.NUMBER: (_("Nhỏ nhất"), _("Lớn nhất")),
    QuestionKind.MONEY: (_("Ít nhất (đồng)"), _("Nhiều nhất (đồng)")),
    QuestionKind.LINE: (_("Ít nhất bao nhiêu ký tự"), _("Nhiều nhất bao nhiêu ký tự")),
    QuestionKind.PROSE: (_("Ít nhất bao nhiêu ký tự"), _("Nhiều nhất bao nhiêu ký tự")),
}


class QuestionForm(forms.Form):
    label = LineField(
        label=_("Câu hỏi"),
        help_text=_("Ngắn gọn, như khi hỏi trực tiếp. Ví dụ: Áp dụng tại bao nhiêu tổ, đội?"),
        max_length=LONGEST_LABEL,
        error_messages={"required": _("Hãy ghi câu hỏi.")},
    )
    help = ProseField(
        label=_("Lời giải thích"),
        help_text=_("Hiện dưới câu hỏi: cách tính, ví dụ."),
        max_length=LONGEST_HELP,
        rows=2,
        required=False,
    )
    options = ProseField(
        label=_("Các lựa chọn"),
        help_text=_("Mỗi dòng một lựa chọn, từ 2 đến 30 lựa chọn."),
        max_length=5_000,
        rows=6,
        error_messages={"required": _("Hãy ghi ít nhất hai lựa chọn, mỗi dòng một lựa chọn.")},
    )
    unit = LineField(
        label=_("Đơn vị tính"),
        help_text=_("Ví dụ: giờ/tháng, kWh, sản phẩm."),
        max_length=30,
        required=False,
    )
    least = CountField(required=False)
    most = CountField(required=False)
    is_required = forms.BooleanField(label=_("Bắt buộc trả lời"), required=False)
    moment = forms.ChoiceField(
        label=_("Trả lời lúc nào"),
        choices=Moment.choices,
        widget=forms.RadioSelect,
        initial=Moment.ENTRY.value,
    )

    def __init__(self, *args: Any, kind: QuestionKind, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        if kind != QuestionKind.CHOICE:
            del self.fields["options"]
        if kind != QuestionKind.NUMBER:
            del self.fields["unit"]
        if kind not in MEASURED:
            del self.fields["least"], self.fields["most"]
        else:
            self.fields["least"].label, self.fields["most"].label = LIMITS[kind]

    def question(self, key: str) -> Question:
        """What was typed; call after `is_valid`."""
        cleaned = self.cleaned_data
        return Question(
            key=key,
            kind=self.kind,
            label=cleaned["label"],
            help=cleaned["help"],
            is_required=cleaned["is_required"],
            moment=Moment(cleaned["moment"]),
            unit=cleaned.get("unit", ""),
            options=tuple(
                line
                for typed in cleaned.get("options", "").splitlines()
                if (line := text.clean_line(typed))
            ),
            least=cleaned.get("least"),
            most=cleaned.get("most"),
        )


def initial_of(question: Question) -> dict[str, Any]:
    """A question as the form shows it."""
    return {**question.values(), "options": "\n".join(question.options)}


def kind_of(typed: str) -> QuestionKind | None:
    """The kind that an address names, if there is one."""
    return QuestionKind(typed) if typed in QuestionKind.values else None
