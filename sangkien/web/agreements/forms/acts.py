"""What a party says, signs and brings; how it ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sangkien.agreements import contents
from sangkien.agreements.enums import Outcome, Verdict
from sangkien.web.shared.forms import STALE, ProseField

CHOOSE = gettext_lazy("Hãy chọn.")


def _digest() -> forms.RegexField:
    """Of the content that was on the screen."""
    return forms.RegexField(
        r"^[0-9a-f]{64}$",
        widget=forms.HiddenInput,
        error_messages={"required": STALE, "invalid": STALE},
    )


class OpinionForm(forms.Form):
    seen = _digest()
    verdict = forms.ChoiceField(
        label=gettext_lazy("Ý kiến của đơn vị"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    words = ProseField(
        label=gettext_lazy("Nội dung ý kiến"),
        help_text=gettext_lazy(
            "Không bắt buộc khi nhất trí. Đề nghị sửa thì ghi rõ điều nào, sửa thế nào."
        ),
        max_length=contents.REASON_LENGTH,
        rows=4,
        required=False,
    )

    def __init__(self, *args: Any, is_relayed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_relayed:
            self.fields["verdict"].label = gettext_lazy("Bên này đã trả lời")
            words = self.fields["words"]
            words.required = True
            words.help_text = gettext_lazy("Ghi lại ai trả lời, khi nào, bằng cách nào.")
            words.error_messages["required"] = gettext_lazy(
                "Hãy ghi ai trả lời, khi nào, bằng cách nào."
            )


class SignForm(forms.Form):
    seen = _digest()
    read = forms.BooleanField(
        label=gettext_lazy("Tôi đã đọc toàn văn và đồng ý ký thay mặt đơn vị"),
        error_messages={"required": gettext_lazy("Hãy đọc toàn văn rồi đánh dấu.")},
    )


class PaperForm(forms.Form):
    seen = _digest()
    file = forms.FileField(
        label=gettext_lazy("Bản đã ký"),
        help_text=gettext_lazy("Ảnh chụp, bản quét hoặc tệp PDF đã ký số, nhiều nhất 20 MB."),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp,image/*,application/pdf"}
        ),
        error_messages={
            "required": gettext_lazy("Hãy chọn tệp."),
            "empty": gettext_lazy("Tệp này trống. Hãy chọn lại tệp."),
        },
    )


class CertificateForm(forms.Form):
    seen = _digest()
    file = forms.FileField(
        label=gettext_lazy("Bản PDF đã ký số"),
        help_text=gettext_lazy("Đúng tệp đã tải ở bước 1, sau khi ký số, nhiều nhất 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={
            "required": gettext_lazy("Hãy chọn tệp."),
            "empty": gettext_lazy("Tệp này trống. Hãy chọn lại tệp."),
        },
    )


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Kết quả"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    words = ProseField(
        label=gettext_lazy("Nhận xét, kết quả từng chỉ tiêu"),
        max_length=contents.REASON_LENGTH,
        rows=5,
        error_messages={"required": gettext_lazy("Hãy ghi kết quả, nhận xét.")},
    )
