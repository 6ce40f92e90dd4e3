"""Proposing a version of the rules, and deciding about one."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import periods
from sangkien.web.shared.forms import ClockField, DayField, ProseField

MIDNIGHT = 0


class ProposeForm(forms.Form):
    reason = ProseField(
        label=gettext_lazy("Lý do thay đổi"),
        help_text=gettext_lazy("Ví dụ: thực hiện Hướng dẫn số 12/HD-LĐLĐ ngày 05/05/2026."),
        max_length=1_000,
        rows=3,
        error_messages={"required": gettext_lazy("Hãy ghi lý do thay đổi.")},
    )
    effect_on = DayField(
        label=gettext_lazy("Có hiệu lực từ ngày"),
        help_text=gettext_lazy("Để trống thì có hiệu lực ngay khi được duyệt."),
        required=False,
    )
    effect_clock = ClockField(
        label=gettext_lazy("Giờ có hiệu lực"), initial=MIDNIGHT, required=False
    )

    def values(self) -> dict[str, Any]:
        day: dt.date | None = self.cleaned_data["effect_on"]
        minutes = self.cleaned_data["effect_clock"] or MIDNIGHT
        instant = periods.start_of(day) + dt.timedelta(minutes=minutes) if day else None
        return {"reason": self.cleaned_data["reason"], "takes_effect_at": instant}


class InstantField(forms.Field):
    """An instant that the page itself wrote into a hidden control."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> dt.datetime:
        typed = str(value or "")[:40]
        try:
            read = parse_datetime(typed.replace(" ", "+"))
        except ValueError:
            read = None
        if read is None or read.tzinfo is None:
            raise forms.ValidationError(_("Trang đã cũ, mời tải lại trang."))
        return read


class DecideForm(forms.Form):
    seen = InstantField()
    reason = ProseField(
        label=gettext_lazy("Điều cần sửa (khi chưa duyệt)"),
        max_length=1_000,
        rows=3,
        required=False,
    )
