"""Proposing other days of application for a running phase, and deciding about them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.programmes.windows import Days
from sangkien.web.shared.forms import DayField, ProseField


class WindowForm(forms.Form):
    applied_from = DayField(
        label=_("Áp dụng lần đầu từ ngày"),
        help_text=_("Bỏ trống cả hai ô nếu không giới hạn."),
        placeholder="dd/mm/yyyy",
        required=False,
    )
    applied_to = DayField(
        label=_("Áp dụng lần đầu đến ngày"), placeholder="dd/mm/yyyy", required=False
    )
    reason = ProseField(
        label=_("Lý do thay đổi"),
        help_text=_("Ví dụ: thực hiện Hướng dẫn số 12/HD-LĐLĐ ngày 05/05/2026."),
        max_length=1_000,
        rows=3,
        error_messages={"required": _("Hãy ghi lý do thay đổi.")},
    )

    def days(self) -> Days:
        """Call after `is_valid`."""
        cleaned = self.cleaned_data
        return Days(first=cleaned["applied_from"], last=cleaned["applied_to"])


class WindowDecisionForm(forms.Form):
    reason = ProseField(label=_("Vì sao không duyệt"), max_length=1_000, rows=3, required=False)
