"""What officers and authors fill in about recognitions."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.recognition import rules
from sangkien.recognition.enums import Influence
from sangkien.recognition.rules import Terms
from sangkien.web.shared.forms import (
    CountField,
    DayField,
    LineField,
    ProseField,
    key_field,
    seen_field,
)
from sangkien.web.shared.templatetags import vi

if TYPE_CHECKING:
    from sangkien.councils.models import Session


class ChosenForm(forms.Form):
    """What was ticked is read by the view; this is what goes with it."""

    request_key = key_field()


class SessionForm(forms.Form):
    """To which session of a council."""

    session = forms.TypedChoiceField(
        label=gettext_lazy("Kỳ họp"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Hãy chọn kỳ họp."),
            "invalid_choice": gettext_lazy("Hãy chọn kỳ họp còn nhận nội dung."),
        },
    )

    def __init__(self, *args: Any, sessions: "list[Session]", **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["session"]
        chosen.choices = [
            (
                one.pk,
                _("%(council)s, kỳ họp %(number)s, %(at)s")
                % {"council": one.council.name, "number": one, "at": vi.when(one.meets_at)},
            )
            for one in sessions
        ]


class RefuseForm(forms.Form):
    reason = ProseField(
        label=gettext_lazy("Lý do không công nhận"),
        help_text=gettext_lazy("Tác giả đọc được nguyên văn và có quyền kiến nghị xem xét lại."),
        max_length=rules.REASON_LENGTH[1],
        rows=4,
        error_messages={"required": gettext_lazy("Hãy ghi rõ lý do.")},
    )


class DecisionForm(forms.Form):
    """The words of a draft."""

    title = LineField(
        label=gettext_lazy("Trích yếu"),
        max_length=rules.TITLE_LENGTH,
        error_messages={"required": gettext_lazy("Hãy ghi trích yếu của quyết định.")},
    )
    decided_on = DayField(
        label=gettext_lazy("Ngày ký quyết định"),
        error_messages={"required": gettext_lazy("Hãy nhập ngày.")},
    )
    own_number = LineField(
        label=gettext_lazy("Số, ký hiệu"),
        help_text=gettext_lazy(
            "Để trống thì phần mềm cấp số kế tiếp khi ký. Đã lấy số ở văn thư thì ghi vào đây, "
            "ví dụ 12/QĐ-CĐCS."
        ),
        max_length=rules.NUMBER_LENGTH,
        required=False,
    )
    influence = forms.ChoiceField(
        label=gettext_lazy("Mức ảnh hưởng"),
        error_messages={
            "required": gettext_lazy("Hãy chọn mức ảnh hưởng."),
            "invalid_choice": gettext_lazy("Hãy chọn mức ảnh hưởng trong danh sách."),
        },
    )
    signer_name = LineField(
        label=gettext_lazy("Người ký"),
        max_length=rules.NAME_LENGTH,
        error_messages={"required": gettext_lazy("Hãy ghi họ tên người ký.")},
    )
    signer_post = LineField(
        label=gettext_lazy("Chức vụ"),
        help_text=gettext_lazy("Ví dụ: Chủ tịch."),
        max_length=rules.NAME_LENGTH,
        error_messages={"required": gettext_lazy("Hãy ghi chức vụ người ký.")},
    )
    bases = ProseField(
        label=gettext_lazy("Căn cứ riêng của quyết định này"),
        help_text=gettext_lazy("Mỗi căn cứ một dòng, thêm vào các căn cứ chung của đơn vị."),
        max_length=rules.WORDS_LENGTH,
        rows=3,
        required=False,
    )
    seen = seen_field()

    def __init__(self, *args: Any, terms: Terms, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["influence"]
        chosen.choices = [(one.value, one.label) for one in terms.influences]

    def clean_influence(self) -> Influence:
        return Influence(self.cleaned_data["influence"])


class SeenForm(forms.Form):
    """Signs what was on the screen."""

    seen = seen_field()
    read = forms.BooleanField(
        label=gettext_lazy("Tôi đã đọc bản xem trước và đồng ý ký"),
        error_messages={"required": gettext_lazy("Hãy đọc bản xem trước rồi đánh dấu.")},
    )


class _DocumentForm(forms.Form):
    document = LineField(
        label=gettext_lazy("Văn bản làm căn cứ"),
        help_text=gettext_lazy("Số và ngày, ví dụ 15/QĐ-LĐLĐ ngày 10/06/2026."),
        max_length=rules.NAME_LENGTH,
        error_messages={"required": gettext_lazy("Hãy ghi số, ngày của văn bản làm căn cứ.")},
    )


class RevokeForm(_DocumentForm):
    reason = ProseField(
        label=gettext_lazy("Lý do hủy công nhận"),
        help_text=gettext_lazy("Tác giả đọc được nguyên văn."),
        max_length=rules.REASON_LENGTH[1],
        rows=4,
        error_messages={"required": gettext_lazy("Hãy ghi rõ lý do.")},
    )
    field_order = ("reason", "document")


class RaiseForm(_DocumentForm):
    shown = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Minh chứng đã có đủ"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn trong danh sách.")},
    )
    evidence = ProseField(
        label=gettext_lazy("Tóm tắt minh chứng"),
        help_text=gettext_lazy("Đơn vị nào đang áp dụng, kết quả ra sao."),
        max_length=rules.REASON_LENGTH[1],
        rows=4,
        error_messages={"required": gettext_lazy("Hãy tóm tắt minh chứng.")},
    )
    field_order = ("shown", "evidence", "document")

    def __init__(self, *args: Any, needed: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["shown"]
        chosen.choices = list(enumerate(needed))
        if not needed:
            del self.fields["shown"]

    def clean(self) -> dict[str, Any]:
        return {"shown": [], **(super().clean() or {})}


class ReissueForm(forms.Form):
    name = LineField(
        label=gettext_lazy("Họ tên in trên giấy chứng nhận mới"),
        max_length=rules.NAME_LENGTH,
        error_messages={"required": gettext_lazy("Hãy ghi họ tên cần in.")},
    )
    reason = ProseField(
        label=gettext_lazy("Lý do cấp lại"),
        max_length=rules.REASON_LENGTH[1],
        rows=3,
        error_messages={"required": gettext_lazy("Hãy ghi rõ lý do.")},
    )


class AskForm(forms.Form):
    text = ProseField(
        label=gettext_lazy("Vì sao bạn đề nghị xem xét lại"),
        help_text=gettext_lazy(
            "Ghi rõ điều chưa đúng trong lý do từ chối, kèm số liệu, người xác nhận nếu có. "
            "Mỗi sáng kiến được kiến nghị một lần."
        ),
        max_length=rules.APPEAL_LENGTH[1],
        rows=7,
        error_messages={"required": gettext_lazy("Hãy ghi rõ vì sao bạn đề nghị xem xét lại.")},
    )


class AnswerForm(forms.Form):
    answer = ProseField(
        label=gettext_lazy("Trả lời tác giả"),
        help_text=gettext_lazy("Tác giả và đơn vị đã từ chối đọc được nguyên văn."),
        max_length=rules.REASON_LENGTH[1],
        rows=5,
        error_messages={"required": gettext_lazy("Hãy ghi rõ lý do.")},
    )


def _days(label: Any) -> CountField:
    return CountField(label=label, error_messages={"required": gettext_lazy("Hãy nhập số.")})


class RegulationForm(forms.Form):
    in_force_on = DayField(
        label=gettext_lazy("Áp dụng từ ngày"),
        error_messages={"required": gettext_lazy("Hãy nhập ngày.")},
    )
    needs_council = forms.BooleanField(
        label=gettext_lazy("Chỉ công nhận sau khi hội đồng họp"), required=False
    )
    highest = forms.ChoiceField(
        label=gettext_lazy("Đơn vị được công nhận đến mức"), choices=Influence.choices
    )
    appeal_days = _days(gettext_lazy("Hạn kiến nghị (ngày làm việc)"))
    answer_days = _days(gettext_lazy("Hạn trả lời kiến nghị (ngày làm việc)"))
    decision_symbol = LineField(
        label=gettext_lazy("Ký hiệu quyết định"), max_length=30, help_text="QĐ-CĐCS, QĐ-LĐLĐ…"
    )
    certificate_symbol = LineField(
        label=gettext_lazy("Ký hiệu giấy chứng nhận"), max_length=30, help_text="GCN-CĐCS…"
    )
    signs_for = LineField(
        label=gettext_lazy("Dòng trên chức vụ người ký"),
        help_text=gettext_lazy("Ví dụ: TM. Ban Chấp hành. Để trống nếu không dùng."),
        max_length=120,
        required=False,
    )
    place = LineField(
        label=gettext_lazy("Địa danh ghi trên văn bản"), max_length=80, required=False
    )
    bases = ProseField(
        label=gettext_lazy("Căn cứ chung"),
        help_text=gettext_lazy("Mỗi căn cứ một dòng."),
        max_length=rules.WORDS_LENGTH,
        required=False,
    )
    recipients = ProseField(
        label=gettext_lazy("Nơi nhận"),
        help_text=gettext_lazy("Mỗi nơi một dòng."),
        max_length=rules.WORDS_LENGTH,
        rows=3,
        required=False,
    )
    evidence_to_sector = ProseField(
        label=gettext_lazy("Minh chứng để nâng lên cấp ngành, cấp tỉnh"),
        help_text=gettext_lazy("Mỗi minh chứng một dòng."),
        max_length=rules.WORDS_LENGTH,
        rows=3,
        required=False,
    )
    evidence_to_national = ProseField(
        label=gettext_lazy("Minh chứng để nâng lên toàn quốc"),
        help_text=gettext_lazy("Mỗi minh chứng một dòng."),
        max_length=rules.WORDS_LENGTH,
        rows=3,
        required=False,
    )

    def clean_appeal_days(self) -> int:
        return _ensure_small(self.cleaned_data["appeal_days"])

    def clean_answer_days(self) -> int:
        return _ensure_small(self.cleaned_data["answer_days"])


MOST_DAYS = 90


def _ensure_small(days: int | None) -> int:
    if days is None or not 1 <= days <= MOST_DAYS:
        raise ValidationError(_("Từ 1 đến 90 ngày làm việc."))
    return days


def initial_of(terms: Terms, *, on: dt.date) -> dict[str, Any]:
    """The regulation in force, to be changed."""
    return {
        "in_force_on": on,
        "needs_council": terms.needs_council,
        "highest": terms.highest,
        "appeal_days": terms.appeal_days,
        "answer_days": terms.answer_days,
        "decision_symbol": terms.decision_symbol,
        "certificate_symbol": terms.certificate_symbol,
        "signs_for": terms.signs_for,
        "place": terms.place,
        "bases": "\n".join(terms.bases),
        "recipients": "\n".join(terms.recipients),
        "evidence_to_sector": "\n".join(terms.evidence_to_sector),
        "evidence_to_national": "\n".join(terms.evidence_to_national),
    }
