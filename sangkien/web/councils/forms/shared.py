"""Fields that several forms of councils have."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core.periods import start_of
from sangkien.councils.rules.tables import POINT
from sangkien.councils.rules.voting import Threshold
from sangkien.web.shared.forms import ClockField, DayField, LineField, NumberField, ProseField

STALE_FORM = gettext_lazy("Biểu mẫu đã cũ. Mời tải lại trang.")
SHARE = re.compile(
    r"(?P<sign>>?)\s*(?:(?P<top>[0-9]{1,3})\s*/\s*(?P<bottom>[0-9]{1,3})|(?P<percent>[0-9]{1,3})\s*%)"
)


def line(label: Any, *, most: int, required: Any = "", **options: Any) -> LineField:
    return LineField(
        label=label,
        max_length=most,
        required=bool(required),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": required} if required else {},
        **options,
    )


def day(label: Any, *, required: bool = True, **options: Any) -> DayField:
    return DayField(
        label=label,
        required=required,
        error_messages={"required": gettext_lazy("Hãy nhập ngày.")},
        **options,
    )


def clock_time(label: Any, *, required: bool = True, **options: Any) -> ClockField:
    return ClockField(
        label=label,
        required=required,
        error_messages={"required": gettext_lazy("Hãy nhập giờ.")},
        **options,
    )


def choice(label: Any, choices: Any, *, radio: bool = False, **options: Any) -> forms.ChoiceField:
    chosen: dict[str, Any] = {
        "required": gettext_lazy("Hãy chọn."),
        "invalid_choice": gettext_lazy("Hãy chọn trong danh sách."),
    }
    if radio:
        options["widget"] = forms.RadioSelect
    return forms.ChoiceField(label=label, choices=choices, error_messages=chosen, **options)


def tick(label: Any, **options: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, **options)


def request_key() -> forms.UUIDField:
    return forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": STALE_FORM, "invalid": STALE_FORM}
    )


def at_of(on: dt.date, minutes: int) -> dt.datetime:
    """A day and a time of day in Việt Nam."""
    return start_of(on) + dt.timedelta(minutes=minutes)


class ThresholdField(forms.Field):
    """A share as officers write it: "2/3", "70 %", "> 50 %"."""

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "widget", forms.TextInput(attrs={"autocomplete": "off", "list": "ty-le"})
        )
        options.setdefault("error_messages", {"required": gettext_lazy("Hãy nhập tỷ lệ.")})
        super().__init__(**options)

    def to_python(self, value: Any) -> Threshold | None:
        typed = " ".join(str(value or "").replace("trên", ">").replace("≥", "").split())
        if not typed:
            return None
        found = SHARE.fullmatch(typed) if typed.isascii() else None
        if found is None:
            raise forms.ValidationError(_("Hãy gõ như 2/3, 70 % hoặc > 50 %."), code="invalid")
        top, bottom = (
            (found["percent"], "100") if found["percent"] else (found["top"], found["bottom"])
        )
        return Threshold(numerator=int(top), denominator=int(bottom), is_strict=bool(found["sign"]))

    def prepare_value(self, value: Any) -> Any:
        return threshold_words(value) if isinstance(value, Threshold) else value


def threshold_words(threshold: Threshold) -> str:
    """What the field reads back."""
    sign = "> " if threshold.is_strict else ""
    if threshold.denominator == 100:  # noqa: PLR2004 - percent
        return f"{sign}{threshold.numerator} %"
    return f"{sign}{threshold.numerator}/{threshold.denominator}"


class PointsField(NumberField):
    """Points with at most two decimals, as hundredths."""

    def read(self, typed: str) -> Any:
        value = super().read(typed)
        if value is None:
            return None
        points = value * POINT
        return int(points) if points == points.to_integral_value() else None

    def written(self, value: Any) -> str:
        return super().written(Decimal(value) / POINT)


class ReasonForm(forms.Form):
    """Why something is taken back, unlocked or ended."""

    reason = ProseField(
        label=gettext_lazy("Lý do"),
        max_length=1000,
        rows=3,
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )
