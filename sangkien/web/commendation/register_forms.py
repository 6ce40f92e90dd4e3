"""How the register is looked through, and how an award is revoked and given back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sangkien.commendation.actions.acts import NAME
from sangkien.commendation.enums import AwardForm, HolderKind
from sangkien.recognition.rules import REASON_LENGTH
from sangkien.web.shared.forms import LineField, ProseField, seen_field

ALL = gettext_lazy("Tất cả")


class FilterForm(forms.Form):
    """What is wrong shows everything."""

    nam = forms.TypedChoiceField(
        label=gettext_lazy("Năm"), coerce=int, empty_value=None, required=False
    )
    loai = forms.ChoiceField(
        label=gettext_lazy("Loại"), choices=[("", ALL), *AwardForm.choices], required=False
    )
    ai = forms.ChoiceField(
        label=gettext_lazy("Đối tượng"), choices=[("", ALL), *HolderKind.choices], required=False
    )
    q = LineField(label=gettext_lazy("Tên, hình thức hoặc số"), max_length=100, required=False)

    def __init__(self, *args: Any, years: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["nam"]
        chosen.choices = [("", ALL), *((year, str(year)) for year in years)]


class RevokeForm(forms.Form):
    reason = ProseField(
        label=gettext_lazy("Lý do thu hồi"),
        help_text=gettext_lazy(
            "Ghi trong quyết định thu hồi; người được khen đọc được nguyên văn."
        ),
        max_length=REASON_LENGTH[1],
        rows=4,
        error_messages={"required": gettext_lazy("Hãy ghi rõ lý do.")},
    )
    document = LineField(
        label=gettext_lazy("Văn bản làm căn cứ"),
        help_text=gettext_lazy("Số và ngày, ví dụ Kết luận 15/KL-UBKT ngày 10/06/2026."),
        max_length=NAME,
        error_messages={"required": gettext_lazy("Hãy ghi số, ngày của văn bản làm căn cứ.")},
    )
    signer_name = LineField(
        label=gettext_lazy("Người ký"),
        max_length=NAME,
        error_messages={"required": gettext_lazy("Hãy ghi họ tên người ký.")},
    )
    signer_post = LineField(
        label=gettext_lazy("Chức vụ"),
        max_length=NAME,
        error_messages={"required": gettext_lazy("Hãy ghi chức vụ người ký.")},
    )


class RestoreForm(RevokeForm):
    reason = ProseField(
        label=gettext_lazy("Lý do khôi phục"),
        help_text=gettext_lazy(
            "Ghi trong quyết định khôi phục; người được khen đọc được nguyên văn."
        ),
        max_length=REASON_LENGTH[1],
        rows=4,
        error_messages={"required": gettext_lazy("Hãy ghi rõ lý do.")},
    )


class SubmissionForm(forms.Form):
    signer_name = LineField(
        label=gettext_lazy("Người ký"),
        help_text=gettext_lazy("Người khác với người lập; người này đăng nhập để ký."),
        max_length=NAME,
        error_messages={"required": gettext_lazy("Hãy ghi họ tên người ký.")},
    )
    signer_post = LineField(
        label=gettext_lazy("Chức vụ"),
        help_text=gettext_lazy("Ví dụ: Chủ tịch, Phó Chủ tịch."),
        max_length=NAME,
        error_messages={"required": gettext_lazy("Hãy ghi chức vụ người ký.")},
    )


class RevokeSubmissionForm(forms.Form):
    reason = ProseField(
        label=gettext_lazy("Lý do thu hồi"),
        max_length=REASON_LENGTH[1],
        rows=3,
        error_messages={"required": gettext_lazy("Hãy ghi rõ lý do.")},
    )


class SignSubmissionForm(forms.Form):
    """The hash of the words and the list that were on the screen."""

    seen = forms.CharField(
        max_length=64,
        widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("Biểu mẫu đã cũ. Mời tải lại trang.")},
    )


class SignActForm(forms.Form):
    """The number of the draft that was on the screen."""

    seen = seen_field()
