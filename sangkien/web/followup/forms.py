"""What is typed to urge, to answer, to write a letter, to set the rule."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.followup import rules
from sangkien.followup.actions.urging import usual_text
from sangkien.followup.enums import Step, Topic
from sangkien.followup.rules import Terms
from sangkien.web.shared.forms import CountField, DayField, ProseField, line_field

LABELS = {
    Step.NOTICE: _("Lời đôn đốc trên hệ thống"),
    Step.MESSAGE: _("Tin nhắn"),
    Step.CALL: _("Câu nói khi gọi"),
    Step.LETTER: _("Nội dung công văn"),
}


class SendForm(forms.Form):
    """One text for each step that is taken; the figures of each unit are put in afterwards."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, steps: Iterable[Step], topic: Topic = Topic.PROGRAMME, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["request_key"].initial = uuid.uuid4
        for step in steps:
            self.fields[step.value] = ProseField(
                label=LABELS[step],
                max_length=rules.LONGEST[step],
                rows=8 if step == Step.LETTER else 4,
                initial=usual_text(step, topic=topic),
                error_messages={"required": _("Hãy viết lời đôn đốc.")},
            )


class AnswerForm(forms.Form):
    words = ProseField(
        label=_("Nói thêm với cấp trên"),
        help_text=_("Ví dụ: vướng ở khâu nào, xin gia hạn đến ngày nào, cần giúp việc gì."),
        max_length=rules.LONGEST_WORDS,
        rows=3,
        required=False,
    )


class CallForm(forms.Form):
    """The result of a call; the day only where one was agreed on."""

    words = ProseField(label=_("Ghi chú"), max_length=rules.LONGEST_WORDS, rows=2, required=False)
    call_on = DayField(label=_("Hẹn gọi lại ngày"), placeholder="25/11/2026", required=False)


class ContactForm(forms.Form):
    """A number of the unit to call; landlines too."""

    phone = line_field(
        _("Số điện thoại"),
        most=20,
        required=_("Hãy ghi số điện thoại."),
        help_text=_("Di động hoặc máy bàn của công đoàn đơn vị, chỉ để gọi khi đôn đốc."),
    )
    whose = line_field(
        _("Của ai"), most=80, help_text=_("Ví dụ: văn phòng; chị Lan, phó chủ tịch.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["phone"].widget.input_type = "tel"


class LetterForm(forms.Form):
    title = line_field(
        _("Trích yếu"), most=200, required=_("Hãy ghi trích yếu."), help_text=_("Sau chữ “V/v”.")
    )
    body = ProseField(
        label=_("Nội dung"),
        help_text=_(
            "Mỗi dòng là một đoạn; các dòng sau dòng kết thúc bằng dấu hai chấm thành gạch đầu dòng."
        ),
        max_length=rules.LONGEST[Step.LETTER],
        rows=10,
        error_messages={"required": _("Hãy viết nội dung.")},
    )
    reply_by = DayField(label=_("Hạn báo cáo"), placeholder="30/11/2026", required=False)
    symbol = line_field(
        _("Ký hiệu"), most=30, help_text=_("Số được cấp khi ban hành, ví dụ 07/CV-LĐLĐ.")
    )
    place = line_field(_("Nơi ban hành"), most=60, help_text=_("Ví dụ: Kiên Giang."))
    signs_for = line_field(_("Thẩm quyền ký"), most=120)
    signer_post = line_field(_("Chức vụ người ký"), most=120)
    signer_name = line_field(_("Họ và tên người ký"), most=120)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)


class WordsForm(forms.Form):
    words = ProseField(
        label=_("Cần sửa gì"), max_length=rules.LONGEST_WORDS, rows=2, required=False
    )


class RuleForm(forms.Form):
    """The same names as in the domain, so that a refusal finds its field."""

    programme = forms.ChoiceField(label=_("Áp dụng cho"))
    behind_percent = CountField(label=_("Chậm so với nhịp từ (%)"))
    zero_after_days = CountField(label=_("Chưa có sáng kiến sau khi mở (ngày)"))
    closing_days = CountField(label=_("Chưa đạt khi còn (ngày)"))
    overdue_days = CountField(label=_("Sau hạn còn nhắc trong (ngày)"))
    notice = CountField(label=_("Sau thông báo, chờ (ngày)"))
    message = CountField(label=_("Sau tin nhắn, chờ (ngày)"))
    call = CountField(label=_("Sau cuộc gọi, chờ (ngày)"))
    letter = CountField(label=_("Sau công văn, chờ (ngày)"))

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["programme"]
        chosen.choices = choices
        for field in self.fields.values():
            field.error_messages["required"] = _("Hãy ghi một số; 0 là không dùng.")

    def terms(self) -> Terms:
        typed = self.cleaned_data
        return Terms(
            behind_percent=typed["behind_percent"],
            zero_after_days=typed["zero_after_days"],
            closing_days=typed["closing_days"],
            overdue_days=typed["overdue_days"],
            pauses={step: typed[step.value] for step in Step},
        )


def rule_values(terms: Terms) -> dict[str, int]:
    return {
        "behind_percent": terms.behind_percent,
        "zero_after_days": terms.zero_after_days,
        "closing_days": terms.closing_days,
        "overdue_days": terms.overdue_days,
        **{step.value: terms.pauses.get(step, 0) for step in Step},
    }


def letter_values(letter: Any) -> dict[str, str | int | dt.date | None]:
    names = (*("title", "body", "reply_by", "symbol", "place"), *("signs_for", "signer_post"))
    found = {name: getattr(letter, name) for name in (*names, "signer_name")}
    return {**found, "seen": letter.version}
