"""The minutes, what the unit says to them, addenda, what became of a finding."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.inspections import rules
from sangkien.inspections.contents import Item, Minutes, Person, Remedy
from sangkien.inspections.enums import AnswerVerdict, ItemVerdict
from sangkien.web.shared.forms import DayField, ProseField
from sangkien.web.shared.given_files import IMAGES, PAPERS, file_input

if TYPE_CHECKING:
    from sangkien.inspections.models import Visit
    from sangkien.units.models import Unit

STALE = gettext_lazy("Biểu mẫu đã cũ. Mời tải lại trang.")
CHOOSE = {"invalid_choice": gettext_lazy("Hãy chọn trong danh sách.")}
ROWS = 5  # of people and of findings
VERDICTS = [("", gettext_lazy("Chưa ghi")), *ItemVerdict.choices]


class ItemRow(NamedTuple):
    text: str
    verdict: BoundField
    words: BoundField


class RemedyRow(NamedTuple):
    words: BoundField
    remedy: BoundField
    due_on: BoundField
    unit: BoundField


def _prose(label: Any, *, rows: int, most: int = rules.PROSE_LENGTH, **options: Any) -> ProseField:
    return ProseField(label=label, max_length=most, rows=rows, required=False, **options)


class MinutesForm(forms.Form):
    """A result for each item of the checklist; rows of people and findings that may stay empty.
    `units` may have to put something right: the inspected one and those below it.
    """

    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )
    held_on = DayField(
        label=gettext_lazy("Ngày kiểm tra"),
        error_messages={"required": gettext_lazy("Hãy ghi ngày kiểm tra.")},
    )
    present = ProseField(
        label=gettext_lazy("Đại diện đơn vị dự"),
        help_text=gettext_lazy("Mỗi dòng một người: họ tên, chức vụ."),
        max_length=2_000,
        rows=3,
        required=False,
    )
    conclusion = _prose(gettext_lazy("Kết luận của đoàn"), rows=5)

    def __init__(self, *args: Any, visit: "Visit", units: "Sequence[Unit]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._checklist = list(visit.inspection.checklist)
        self._units = {str(unit.pk): unit for unit in units}
        for number, _text in enumerate(self._checklist, start=1):
            self.fields[f"verdict_{number}"] = forms.ChoiceField(
                label=gettext_lazy("Kết quả"),
                choices=VERDICTS,
                required=False,
                error_messages=CHOOSE,
            )
            self.fields[f"note_{number}"] = _prose(
                gettext_lazy("Nhận xét, dẫn chứng"), rows=2, most=2_000
            )
        for number in range(1, ROWS + 1):
            self._add_remedy(number)

    def _add_remedy(self, number: int) -> None:
        self.fields[f"words_{number}"] = _prose(
            _("Tồn tại, hạn chế %(number)s") % {"number": number}, rows=2, most=2_000
        )
        self.fields[f"remedy_{number}"] = _prose(
            gettext_lazy("Yêu cầu khắc phục"), rows=2, most=2_000
        )
        self.fields[f"due_on_{number}"] = DayField(
            label=gettext_lazy("Hạn khắc phục"), required=False
        )
        self.fields[f"unit_{number}"] = forms.ChoiceField(
            label=gettext_lazy("Đơn vị khắc phục"),
            choices=[(key, unit.label) for key, unit in self._units.items()],
            required=False,
            error_messages=CHOOSE,
        )

    def item_rows(self) -> Iterator[ItemRow]:
        for number, text in enumerate(self._checklist, start=1):
            yield ItemRow(text, self[f"verdict_{number}"], self[f"note_{number}"])

    def remedy_rows(self) -> Iterator[RemedyRow]:
        for number in range(1, ROWS + 1):
            names = (f"{part}_{number}" for part in ("words", "remedy", "due_on", "unit"))
            yield RemedyRow(*(self[name] for name in names))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for number in range(1, ROWS + 1):
            no_day = not values.get(f"due_on_{number}") and f"due_on_{number}" not in self.errors
            if no_day and self._is_begun(number, values):
                self.add_error(f"due_on_{number}", _("Hãy ghi hạn khắc phục."))
        return values

    def _is_begun(self, number: int, values: dict[str, Any]) -> bool:
        """Something was written in the row of a finding; the unit stands there from the beginning."""
        return any(values.get(f"{part}_{number}") for part in ("words", "remedy", "due_on"))

    def minutes(self) -> Minutes:
        """Call after `is_valid`."""
        values = self.cleaned_data
        return Minutes(
            held_on=values["held_on"],
            items=tuple(
                Item(text=text, verdict=values[f"verdict_{number}"], words=values[f"note_{number}"])
                for number, text in enumerate(self._checklist, start=1)
            ),
            conclusion=values["conclusion"],
            present=tuple(_person(line) for line in values["present"].splitlines() if line.strip()),
            remedies=tuple(self._remedies()),
        )

    def _remedies(self) -> Iterator[Remedy]:
        values, own = self.cleaned_data, next(iter(self._units))
        for number in range(1, ROWS + 1):
            if self._is_begun(number, values):
                unit = self._units[values[f"unit_{number}"] or own]
                yield Remedy(
                    words=values[f"words_{number}"],
                    remedy=values[f"remedy_{number}"],
                    due_on=values[f"due_on_{number}"],
                    unit_id=unit.pk,
                    unit_name=unit.name,
                )


def _person(line: str) -> Person:
    name, _comma, post = line.partition(",")
    return Person(name=name.strip(), post=post.strip())


def initial(visit: "Visit", *, today: dt.date) -> dict[str, Any]:
    """What the draft says, or an empty one of the day of the visit."""
    minutes = visit.minutes
    if minutes is None:
        return {"seen": visit.version, "held_on": min(visit.visits_on, today)}
    people = [", ".join(filter(None, (one.name, one.post))) for one in minutes.present]
    values: dict[str, Any] = {
        "seen": visit.version,
        "held_on": minutes.held_on,
        "present": "\n".join(people),
        "conclusion": minutes.conclusion,
    }
    for number, item in enumerate(minutes.items, start=1):
        values |= {f"verdict_{number}": item.verdict, f"note_{number}": item.words}
    for number, one in enumerate(minutes.remedies, start=1):
        values |= {
            f"words_{number}": one.words,
            f"remedy_{number}": one.remedy,
            f"due_on_{number}": one.due_on,
            f"unit_{number}": str(one.unit_id),
        }
    return values


class AnswerMinutesForm(forms.Form):
    """The unit confirms, or says what is not right."""

    seen = forms.RegexField(
        r"^[0-9a-f]{64}$",
        widget=forms.HiddenInput,
        error_messages={"required": STALE, "invalid": STALE},
    )
    words = _prose(
        gettext_lazy("Nội dung đề nghị sửa"),
        rows=3,
        most=2_000,
        help_text=gettext_lazy("Chỉ ghi khi đề nghị sửa; nhất trí thì để trống."),
    )


class AddendumForm(forms.Form):
    words = ProseField(
        label=gettext_lazy("Nội dung đính chính, bổ sung"),
        max_length=rules.PROSE_LENGTH,
        rows=5,
        error_messages={"required": gettext_lazy("Hãy ghi nội dung đính chính.")},
    )


class RemedyForm(forms.Form):
    words = ProseField(
        label=gettext_lazy("Đã khắc phục thế nào"),
        max_length=rules.PROSE_LENGTH,
        rows=4,
        error_messages={"required": gettext_lazy("Hãy ghi đã khắc phục thế nào.")},
    )
    file = file_input(
        f"{PAPERS},{IMAGES}",
        gettext_lazy("Minh chứng"),
        help_text=gettext_lazy("Ảnh, PDF, Word hoặc Excel, nhiều nhất 20 MB."),
    )


class JudgeForm(forms.Form):
    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )
    verdict = forms.ChoiceField(
        label=gettext_lazy("Kết quả xem xét"),
        choices=AnswerVerdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Hãy chọn."), **CHOOSE},
    )
    words = _prose(
        gettext_lazy("Ý kiến của đoàn"),
        rows=3,
        most=2_000,
        help_text=gettext_lazy("Bắt buộc khi đơn vị phải làm tiếp."),
    )
