"""Reasons of a decision: a common one, own words, or both."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkien.core.language import kept
from sangkien.initiatives import rules
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import CannedReason
from sangkien.units.models import Unit
from sangkien.web.shared.forms import LineField, ProseField

UPWARDS = "passed_up"  # no verdict: the unit above gives one

COMMON: Mapping[str, tuple[Promise, ...]] = {
    UPWARDS: (
        _("Cần chuyên môn mà đơn vị không có."),
        _("Sáng kiến của chính người xét hoặc người thân."),
        _("Liên quan nhiều đơn vị, cần cấp trên xem xét."),
    ),
    State.RETURNED: (
        _("Đề nghị ghi rõ trước đây làm thế nào và nay làm thế nào."),
        _("Đề nghị ghi kết quả bằng con số: thời gian, tiền, số lỗi giảm được."),
        _("Đề nghị ghi đúng ngày áp dụng lần đầu."),
        _("Đề nghị ghi rõ cách tính số tiền làm lợi."),
        _("Đề nghị ghi đủ đồng tác giả và tỷ lệ đóng góp."),
        _("Đề nghị chọn lại lĩnh vực hoặc loại giải pháp cho đúng."),
    ),
    State.REJECTED: (
        _("Trùng với sáng kiến đã được ghi nhận của người khác."),
        _("Chưa được áp dụng trong thực tế."),
        _("Áp dụng ngoài thời gian của chương trình."),
        _("Là công việc thường ngày theo nhiệm vụ, chưa có điểm mới."),
        _("Nội dung không đúng thực tế tại đơn vị."),
    ),
    State.SUBMITTED: (
        _("Đã xử lý nhầm."),
        _("Có thêm minh chứng cần xem xét lại."),
    ),
    State.WITHDRAWN: (
        _("Đăng ký trùng, đã có bản khác."),
        _("Nội dung chưa đúng, sẽ đăng ký lại."),
    ),
}


BY_MISTAKE = "1"  # the first of the common reasons to re-open: taking back what was just done

# Who reads the reason, and what it has to say: another thing for each decision.
HINTS: Mapping[str, Promise] = {
    UPWARDS: _("Cấp trên và tác giả đọc được nguyên văn. Ghi rõ vì sao đơn vị không xét được."),
    State.RETURNED: _("Tác giả đọc được nguyên văn. Ghi rõ cần sửa chỗ nào."),
    State.REJECTED: _("Tác giả đọc được nguyên văn. Ghi rõ vì sao không công nhận."),
    State.SUBMITTED: _("Tác giả đọc được nguyên văn. Ghi rõ vì sao xét lại."),
    State.WITHDRAWN: _("Công đoàn cơ sở đọc được nguyên văn. Ghi rõ vì sao rút."),
}


class NoteForm(forms.Form):
    """What the author answers the officer when a returned one is sent again."""

    note = ProseField(
        label=_("Lời nhắn cho cán bộ xét"),
        help_text=_("Trả lời điều cán bộ hỏi, hoặc nói đã sửa chỗ nào."),
        max_length=rules.REASON_LENGTH[1],
        rows=3,
        required=False,
    )


class ObjectionForm(forms.Form):
    """Why a co-author does not agree with the share that was written down."""

    reason = ProseField(
        label=_("Vì sao chưa đúng"),
        help_text=_(
            "Tác giả và cán bộ xét đọc được nguyên văn. Ghi phần đóng góp bạn cho là đúng."
        ),
        max_length=rules.REASON_LENGTH[1],
        rows=3,
        required=False,
    )


class ReasonForm(forms.Form):
    """Why; the person concerned reads it word for word."""

    common = forms.ChoiceField(
        label=_("Lý do thường gặp"),
        required=False,
        error_messages={"invalid_choice": _("Hãy chọn lý do trong danh sách.")},
    )
    reason = ProseField(
        label=_("Lý do cụ thể"),
        max_length=rules.REASON_LENGTH[1],
        rows=3,
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        outcome: str,
        canned: Sequence[CannedReason] = (),
    ) -> None:
        super().__init__(data, auto_id=f"id_{outcome}_%s")  # several stand on one page
        chosen: Any = self.fields["common"]
        reasons = [(str(index), words) for index, words in enumerate(COMMON[outcome], start=1)]
        own = [(f"r{one.pk}", one.words) for one in canned if one.outcome == outcome]
        self.offered = dict([*own, *reasons])
        chosen.choices = [("", _("Chọn nếu có lý do phù hợp")), *own, *reasons]
        self.fields["reason"].help_text = str(HINTS[outcome])
        self.outcome = outcome

    @property
    def is_refused(self) -> bool:
        return bool(self.errors)

    def words(self) -> str:
        """Both parts as one text; call after `is_valid`."""
        common = kept(self.offered.get(self.cleaned_data.get("common", ""), ""))
        return f"{common}\n{self.cleaned_data.get('reason', '')}".strip()


class CannedForm(forms.Form):
    """A reason to keep for the next time."""

    unit_code = forms.ChoiceField(
        label=_("Đơn vị"), error_messages={"invalid_choice": _("Hãy chọn đơn vị của bạn.")}
    )
    outcome = forms.ChoiceField(
        label=_("Dùng khi"),
        choices=[
            (State.RETURNED.value, _("Trả lại để bổ sung")),
            (State.REJECTED.value, _("Không công nhận hợp lệ")),
        ],
        error_messages={"invalid_choice": _("Hãy chọn lý do dùng khi nào.")},
    )
    words = LineField(label=_("Lý do"), max_length=300, required=False)

    def __init__(self, data: QueryDict | None = None, *, units: Sequence[Unit]) -> None:
        super().__init__(data)
        self._units = {unit.code: unit for unit in units}
        chosen: Any = self.fields["unit_code"]
        chosen.choices = [(unit.code, unit.label) for unit in units]

    def unit(self) -> Unit:
        """Call after `is_valid`."""
        return self._units[self.cleaned_data["unit_code"]]
