"""What was written without a network, as it comes from the device."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.initiatives import rules
from sangkien.web.shared.forms import LineField, ProseField

KEPT = 50_000
STALE = _("Bản viết trên máy đã hỏng. Hãy sao nội dung rồi đăng ký lại từ đầu.")


class BroughtForm(forms.Form):
    title = LineField(
        label=rules.NAMES["title"],
        max_length=rules.TITLE_LENGTH[1],
        error_messages={"required": _("Hãy nhập tên sáng kiến.")},
    )
    before = ProseField(
        label=rules.NAMES["before"], max_length=rules.PROSE_LENGTH[1], keeps=KEPT, required=False
    )
    solution = ProseField(
        label=rules.NAMES["solution"], max_length=rules.PROSE_LENGTH[1], keeps=KEPT, required=False
    )
    effect = ProseField(
        label=rules.NAMES["effect"], max_length=rules.PROSE_LENGTH[1], keeps=KEPT, required=False
    )
    request_key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )
    chon = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
