"""What officers write about a unit: headcounts, members, lists of them."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import text
from sangkien.imports.kinds import Column
from sangkien.web.shared.forms import CountField, DayField, LineField
from sangkien.web.shared.person_form import PersonForm

if TYPE_CHECKING:
    from sangkien.programmes.models import Programme

LONGEST_PASTE, MOST_PASTED = 120_000, 20


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


class PasteForm(forms.Form):
    """Lines copied from a spreadsheet: cells with tabs between them, quoted where they break."""

    pasted = forms.CharField(
        label=gettext_lazy("Các dòng đã sao chép"),
        max_length=LONGEST_PASTE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "wrap": "off"}),
        error_messages={
            "required": gettext_lazy("Hãy dán ít nhất một dòng."),
            "max_length": gettext_lazy("Dán nhiều quá. Hãy gửi bằng tệp Excel."),
        },
    )
    request_key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Trang đã cũ. Hãy tải lại trang rồi gửi lại."),
            "invalid": gettext_lazy("Trang đã cũ. Hãy tải lại trang rồi gửi lại."),
        },
    )

    def __init__(self, *args: Any, columns: Sequence[Column], **options: Any) -> None:
        super().__init__(*args, **options)
        self.columns = columns

    def clean_pasted(self) -> str:
        pasted: str = self.cleaned_data["pasted"]
        try:
            found = self._rows(pasted)
        except csv.Error as error:
            raise ValidationError(_("Không tách được các ô. Hãy sao chép lại từ bảng.")) from error
        if not found:
            raise ValidationError(_("Hãy dán ít nhất một dòng."))
        if len(found) > MOST_PASTED:
            raise ValidationError(
                _("Dán nhiều nhất %(most)d dòng một lần, ở đây có %(count)d."),
                params={"most": MOST_PASTED, "count": len(found)},
            )
        return pasted

    def lines(self) -> list[dict[str, str]]:
        """By the keys of the columns; call after `is_valid`."""
        return self._rows(self.cleaned_data["pasted"])

    def has_head(self) -> bool:
        """Whether the names of the columns were pasted as well; call after `is_valid`."""
        cells = _cells(self.cleaned_data["pasted"])
        return bool(cells) and any(self._header(cells[0]))

    def _rows(self, pasted: str) -> list[dict[str, str]]:
        cells = _cells(pasted)
        keys = self._header(cells[0]) if cells else []
        if any(keys):
            cells = cells[1:]
        else:
            keys = [column.key for column in self.columns]
        return [{key: cell for key, cell in zip(keys, row, strict=False) if key} for row in cells]

    def _header(self, row: Sequence[str]) -> list[str]:
        """The keys of the columns whose names stand in the first row; a single one is a chance."""
        names = {name: column.key for column in self.columns for name in column.folded}
        found = [names.get(text.fold(cell), "") for cell in row]
        return found if sum(map(bool, found)) > 1 else []


def _cells(pasted: str) -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(pasted), "excel-tab") if any(row)]


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
