"""Fields that read what people type in Vietnamese: text, money, days, percentages.

Each says in words what is wrong; none cuts anything off.
"""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import numbers, text
from sangkien.initiatives.rules import WHOLE_SHARE_BP, percent_words

# Left behind by Word, Zalo and keyboards; nobody can see them to delete them.
INVISIBLE = str.maketrans("", "", "\u200b\u2060\ufeff\u00ad")
NEARBY = 20  # characters quoted to show where something is wrong

FIRST_YEAR, LAST_YEAR = 1945, 2100
THIS_CENTURY = 2000  # "26" is 2026
MONTH_ONLY = re.compile(r"[0-9]{1,2}\s*[/.\-\s]\s*(19|20)[0-9]{2}")
DAY_FORMS = (
    re.compile(
        r"(?P<day>[0-9]{1,2})\s*[/.\-\s]\s*(?P<month>[0-9]{1,2})\s*[/.\-\s]\s*(?P<year>[0-9]{4}|[0-9]{2})"
    ),
    re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"),
)
LONGEST_NUMBER = 60
STALE = gettext_lazy("Biểu mẫu đã cũ. Mời tải lại trang.")
MOST_VERSIONS = 2**31 - 1


def seen_field() -> forms.IntegerField:
    """The version of a draft that was on the screen."""
    words = dict.fromkeys(("required", "invalid", "min_value", "max_value"), STALE)
    return forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=MOST_VERSIONS, error_messages=words
    )


def key_field() -> forms.UUIDField:
    """The key of a form that creates something: sent twice, it creates once."""
    words = dict.fromkeys(("required", "invalid"), STALE)
    return forms.UUIDField(widget=forms.HiddenInput, error_messages=words)


def choose(field: forms.Field, choices: Sequence[tuple[Any, Any]]) -> None:
    """Give a field of choice what may be chosen now."""
    chosen: Any = field
    chosen.choices = choices


class _WordsField(forms.CharField):
    """Composed Unicode without control characters; the browser cuts nothing off while typing."""

    def __init__(self, *, max_length: int, **options: Any) -> None:
        own = list(options.pop("validators", ()))
        super().__init__(max_length=max_length, strip=False, **options)
        self.validators = own  # without Django's: `to_python` says it in plain words

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)  # a long paste would silently lose its end
        return attrs

    def to_python(self, value: Any) -> str:
        typed = self.cleaned(str(super().to_python(value)).translate(INVISIBLE))
        _ensure_visible(typed)
        self._ensure_short(typed)
        return typed

    def cleaned(self, typed: str) -> str:
        raise NotImplementedError

    @property
    def longest(self) -> int:
        return self.max_length or 0

    def _ensure_short(self, typed: str) -> None:
        if len(typed) > self.longest:
            raise ValidationError(
                _("Dài %(length)s ký tự, nhiều nhất là %(most)s."),
                code="max_length",
                params={
                    "length": numbers.thousands(len(typed)),
                    "most": numbers.thousands(self.longest),
                },
            )


class LineField(_WordsField):
    """One line of text."""

    def cleaned(self, typed: str) -> str:
        return text.clean_line(typed)


def line_field(label: Any, *, most: int, required: Any = "", **options: Any) -> LineField:
    """A line that the browser does not complete; `required` is what is said when it is empty."""
    return LineField(
        label=label,
        max_length=most,
        required=bool(required),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": required} if required else {},
        **options,
    )


class ProseField(_WordsField):
    """Several lines of text.

    `keeps` is for drafts: up to so many characters are kept although `max_length` is exceeded;
    the rules of the domain then say that it is too long to be sent.
    """

    widget = forms.Textarea

    def __init__(self, *, max_length: int, keeps: int = 0, rows: int = 5, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **options)
        self.keeps = keeps

    def cleaned(self, typed: str) -> str:
        return text.clean_prose(typed)

    @property
    def longest(self) -> int:
        return max(self.keeps, self.max_length or 0)


def _ensure_visible(typed: str) -> None:
    """Say after which words the character stands that nobody can see."""
    if not text.has_refused_characters(typed):
        return
    place = next(index for index, c in enumerate(typed) if text.has_refused_characters(c))
    before = typed[:place].rsplit("\n", maxsplit=1)[-1][-NEARBY:].strip()
    if before:
        raise ValidationError(
            _("Có ký tự lạ không hiển thị được sau chữ “%(before)s”. Hãy xóa và gõ lại chỗ đó."),
            code="refused_characters",
            params={"before": before},
        )
    raise ValidationError(
        _("Có ký tự lạ không hiển thị được ở đầu ô. Hãy xóa và gõ lại."),
        code="refused_characters",
    )


class _TypedField(forms.Field):
    """A value that is written in a line of text; what is no such value is shown back as typed."""

    wrong = gettext_lazy("Giá trị chưa đúng.")
    inputmode = "numeric"

    def __init__(self, *, placeholder: str = "", **options: Any) -> None:
        attrs = {"inputmode": self.inputmode, "autocomplete": "off"}
        if placeholder:
            attrs["placeholder"] = placeholder
        options.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        typed = text.clean_line(str(value or "").translate(INVISIBLE))
        if not typed:
            return None
        read = self.read(typed) if len(typed) <= LONGEST_NUMBER else None
        if read is None:
            raise ValidationError(str(self.wrong), code="invalid")
        return read

    def read(self, typed: str) -> Any:
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else self.written(value)

    def written(self, value: Any) -> str:
        raise NotImplementedError

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)


class VndField(_TypedField):
    """Whole đồng: "12.500.000", "12500000", "12 triệu", "1,5 tỷ", "500k"."""

    wrong = gettext_lazy("Số tiền chưa đúng. Hãy gõ như 12.500.000, 12 triệu hoặc 1,5 tỷ.")
    inputmode = "text"  # keyboards of figures have no "triệu"

    def read(self, typed: str) -> int | None:
        if numbers.lacks_unit(typed):
            raise ValidationError(
                _("“%(typed)s” là đồng, nghìn, triệu hay tỷ? Hãy ghi rõ, ví dụ %(typed)s triệu."),
                code="no_unit",
                params={"typed": typed},
            )
        return numbers.parse_vnd(typed)

    def written(self, value: int) -> str:
        return numbers.thousands(value)


class DayField(_TypedField):
    """A calendar day: "05/03/2026", "5-3-2026", "5/3/26", "05032026"."""

    wrong = gettext_lazy("Ngày chưa đúng. Hãy gõ ngày, tháng, năm có trong lịch, ví dụ 05/03/2026.")

    def read(self, typed: str) -> dt.date | None:
        found = next((match for form in DAY_FORMS if (match := form.fullmatch(typed))), None)
        if found is None:
            _ensure_not_a_month(typed)
            return None
        year = int(found["year"]) + (THIS_CENTURY if len(found["year"]) == len("26") else 0)
        try:
            read = dt.date(year, int(found["month"]), int(found["day"]))
        except ValueError:
            return None
        return read if FIRST_YEAR <= read.year <= LAST_YEAR else None

    def written(self, value: dt.date) -> str:
        return f"{value:%d/%m/%Y}"


def _ensure_not_a_month(typed: str) -> None:
    """ "3/2026" is nearly right: say what is missing."""
    if MONTH_ONLY.fullmatch(typed):
        raise ValidationError(
            _("Còn thiếu ngày: hãy gõ đủ ngày, tháng, năm, ví dụ 15/%(typed)s."),
            code="no_day",
            params={"typed": typed},
        )


class PercentField(_TypedField):
    """A share in percent, as basis points: "33,34" is 3334. More than 0, less than 100."""

    wrong = gettext_lazy("Tỷ lệ chưa đúng. Hãy gõ số lớn hơn 0 và nhỏ hơn 100, ví dụ 30 hoặc 33,5.")
    inputmode = "decimal"

    def read(self, typed: str) -> int | None:
        value = numbers.parse_decimal(typed.removesuffix("%").strip())
        if value is None:
            return None
        basis_points = value * 100
        if basis_points != basis_points.to_integral_value():
            return None
        return int(basis_points) if Decimal(0) < basis_points < WHOLE_SHARE_BP else None

    def written(self, value: int) -> str:
        return percent_words(value)


class NumberField(_TypedField):
    """A number that is not negative: "1.000", "85,5"."""

    wrong = gettext_lazy("Số chưa đúng. Hãy gõ bằng chữ số, ví dụ 1.000 hoặc 85,5.")
    inputmode = "decimal"

    def read(self, typed: str) -> Decimal | None:
        return numbers.parse_decimal(typed)

    def written(self, value: Decimal) -> str:
        return numbers.written(value)


class CountField(_TypedField):
    """A whole number that is not negative: "1.000"."""

    wrong = gettext_lazy("Số chưa đúng. Hãy gõ số nguyên bằng chữ số, ví dụ 1.250.")

    def read(self, typed: str) -> int | None:
        value = numbers.parse_decimal(typed)
        return int(value) if value is not None and value == value.to_integral_value() else None

    def written(self, value: int) -> str:
        return numbers.thousands(value)


CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})(?:\s*(?:[:.hg]|giờ)\s*(?P<minute>[0-9]{2})?)?")
HOUR, DAY = 60, 24 * 60  # in minutes


class ClockField(_TypedField):
    """A time of day in minutes since midnight: "8:00", "17h30", "24h00" (the end of the day)."""

    wrong = gettext_lazy("Giờ chưa đúng. Hãy gõ giờ và phút, ví dụ 08h00, 17h30 hoặc 24h00.")

    def read(self, typed: str) -> int | None:
        found = CLOCK.fullmatch(typed.lower())
        if found is None:
            return None
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        at = hour * HOUR + minute
        return at if minute < HOUR and at <= DAY else None

    def written(self, value: int) -> str:
        return f"{value // HOUR:02d}h{value % HOUR:02d}"
