"""What officers write about a unit: headcounts, members, lists of them."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.web.shared.forms import CountField, DayField, LineField
from sangkien.web.shared.person_form import PersonForm

if TYPE_CHECKING:
    from sangkien.programmes.models import Programme


def _count(label: Any) -> CountField:
    return CountField(
        label=label,
        error_messages={"required": gettext_lazy("Hãy nhập số, kể cả khi là 0.")},
    )


class HeadcountForm(forms.Form):
    members = _count(gettext_lazy("Số đoàn viên"))
    workers = _count(gettext_lazy("Số lao động"))
    counted_on = DayField(
        label=gettext_lazy("Tính đến ngày"),
        help_text=gettext_lazy("Ghi lại cho cùng một ngày thì số mới thay số cũ."),
        error_messages={"required": gettext_lazy("Hãy nhập ngày.")},
    )

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        options.setdefault("initial", {"counted_on": today})
        super().__init__(*args, **options)


class EnrolForm(PersonForm):
    """A person whom the register does not know yet. No password: only the person ever knows one."""

    since_on = DayField(
        label=gettext_lazy("Thuộc đơn vị từ ngày"),
        error_messages={"required": gettext_lazy("Hãy nhập ngày.")},
    )

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        options.setdefault("initial", {"since_on": today})
        super().__init__(*args, **options)
        self.today = today

    def clean_since_on(self) -> dt.date:
        since: dt.date = self.cleaned_data["since_on"]
        if since > self.today:
            raise ValidationError(_("Ngày này chưa tới. Hãy nhập hôm nay hoặc ngày đã qua."))
        return since


class ImportForm(forms.Form):
    """An Excel file; what is in it is checked in the background."""

    file = forms.FileField(
        label=gettext_lazy("Tệp Excel"),
        help_text=gettext_lazy("Tệp .xlsx, nhiều nhất 10 MB và 60.000 dòng."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,  # said in our own words further down
        max_length=1000,
        error_messages={
            "required": gettext_lazy("Hãy chọn tệp Excel."),
            "invalid": gettext_lazy("Hãy chọn tệp Excel."),
            "max_length": gettext_lazy("Tên tệp quá dài. Hãy đặt tên ngắn hơn."),
        },
    )
    request_key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Trang đã cũ. Hãy tải lại trang rồi gửi lại."),
            "invalid": gettext_lazy("Trang đã cũ. Hãy tải lại trang rồi gửi lại."),
        },
    )


STALE_FORM = gettext_lazy("Biểu mẫu đã cũ. Mời tải lại trang.")


def _request_key() -> forms.UUIDField:
    return forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": STALE_FORM, "invalid": STALE_FORM}
    )


class KioskForm(forms.Form):
    """Turn this device into a shared tablet for one of the running programmes."""

    request_key = _request_key()
    name = LineField(
        label=gettext_lazy("Tên máy"),
        help_text=gettext_lazy("Để nhận ra trong danh sách, ví dụ: Máy bảng ở nhà ăn ca 2."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Hãy đặt tên cho máy.")},
    )
    programme_slug = forms.ChoiceField(
        label=gettext_lazy("Chương trình"),
        error_messages={
            "required": gettext_lazy("Hãy chọn chương trình."),
            "invalid_choice": gettext_lazy("Hãy chọn chương trình đang nhận sáng kiến."),
        },
    )

    def __init__(self, *args: Any, programmes: "Sequence[Programme]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._programmes = {programme.slug: programme for programme in programmes}
        chosen: Any = self.fields["programme_slug"]
        chosen.choices = [(one.slug, one.title) for one in programmes]

    def programme(self) -> "Programme":
        return self._programmes[self.cleaned_data["programme_slug"]]


class PosterOrderForm(forms.Form):
    request_key = _request_key()
