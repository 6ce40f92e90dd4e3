"""What a programme says about itself, as a form with any number of base documents."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import text
from sangkien.programmes.actions.drafting import Content
from sangkien.programmes.enums import SolutionKind
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit
from sangkien.web.shared.forms import DayField, LineField, ProseField

MOST_DOCUMENTS = 20
LONGEST_FIELD = 150
FIELD_NAMES = {"fields": "field_names", "documents": "document_0_number"}


class DocumentRow(NamedTuple):
    """The three fields of one base document."""

    number: BoundField
    issued_on: BoundField
    title: BoundField


class FieldNamesField(ProseField):
    """One field of work on each line."""

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        for line in typed.splitlines():
            if len(line) > LONGEST_FIELD:
                raise forms.ValidationError(
                    _("Lĩnh vực “%(start)s…” dài quá 150 ký tự.") % {"start": line[:30]}
                )
        return typed


class ContentForm(forms.Form):
    """`rows` says how many base documents are on the screen; empty ones are left out."""

    owner = forms.TypedChoiceField(label=gettext_lazy("Đơn vị tổ chức"), coerce=int)
    title = LineField(
        label=gettext_lazy("Tên chương trình"),
        help_text=gettext_lazy("Ví dụ: 1 triệu sáng kiến – nỗ lực vượt khó, sáng tạo."),
        max_length=250,
        error_messages={"required": gettext_lazy("Hãy nhập tên chương trình.")},
    )
    slogan = LineField(label=gettext_lazy("Khẩu hiệu"), max_length=250, required=False)
    summary = ProseField(
        label=gettext_lazy("Giới thiệu"),
        help_text=gettext_lazy("Mục đích, đối tượng, yêu cầu; đoàn viên đọc phần này đầu tiên."),
        max_length=4000,
        required=False,
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Loại giải pháp được nhận"),
        help_text=gettext_lazy("Không chọn loại nào nghĩa là nhận cả năm loại."),
        choices=SolutionKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    field_names = FieldNamesField(
        label=gettext_lazy("Lĩnh vực"),
        help_text=gettext_lazy("Mỗi dòng một lĩnh vực. Tác giả chọn một trong số này khi đăng ký."),
        max_length=5000,
        error_messages={"required": gettext_lazy("Hãy nhập ít nhất một lĩnh vực.")},
    )
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, owners: Sequence[Unit] = (), **options: Any) -> None:
        super().__init__(data, **options)
        self.count = _count((data or self.initial).get("rows"))
        if owners:
            self.fields["owner"].choices = [(unit.pk, unit.name) for unit in owners]  # type: ignore[attr-defined] # a choice field
        else:
            del self.fields["owner"]
        for index in range(self.count):
            self._add_row(index)

    def _add_row(self, index: int) -> None:
        place = {"place": index + 1}
        self.fields[f"document_{index}_number"] = LineField(
            label=_("Số, ký hiệu văn bản %(place)d") % place, max_length=60, required=False
        )
        self.fields[f"document_{index}_issued_on"] = DayField(
            label=_("Ngày ban hành văn bản %(place)d") % place,
            placeholder="dd/mm/yyyy",
            required=False,
        )
        self.fields[f"document_{index}_title"] = LineField(
            label=_("Trích yếu văn bản %(place)d") % place, max_length=300, required=False
        )

    @property
    def document_rows(self) -> Iterator[DocumentRow]:
        for index in range(self.count):
            start = f"document_{index}"
            yield DocumentRow(
                self[f"{start}_number"], self[f"{start}_issued_on"], self[f"{start}_title"]
            )

    @property
    def may_grow(self) -> bool:
        return self.count < MOST_DOCUMENTS

    def grown(self, owners: Sequence[Unit]) -> "ContentForm":
        """The same as it was typed, with one more row and nothing judged yet."""
        typed = {name: self[name].data for name in self.fields}
        typed["rows"] = min(self.count + 1, MOST_DOCUMENTS)
        return ContentForm(owners=owners, initial=typed)

    def now_seen(self, entry: int) -> None:
        """What the page says now about others' changes counts as read when it is sent again."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen"] = str(entry)
        self.data = data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for index in range(self.count):
            names = [f"document_{index}_{part}" for part in ("number", "issued_on", "title")]
            if any(self[name].data for name in names):
                for name in names:
                    if not cleaned.get(name) and not self.has_error(name):
                        self.add_error(name, _("Hãy nhập đủ số, ngày và trích yếu của văn bản."))
        return cleaned

    def content(self) -> Content:
        """What was typed, for the action."""
        cleaned = self.cleaned_data
        return Content(
            title=cleaned["title"],
            slogan=cleaned["slogan"],
            summary=cleaned["summary"],
            kinds=tuple(SolutionKind(key) for key in cleaned["kinds"]),
            fields=tuple(
                line
                for name in cleaned["field_names"].splitlines()
                if (line := text.clean_line(name))
            ),
            documents=tuple(
                (number, cleaned[f"document_{index}_issued_on"], cleaned[f"document_{index}_title"])
                for index in range(self.count)
                if (number := cleaned[f"document_{index}_number"])
            ),
        )


def _count(typed: Any) -> int:
    """How many rows the page had; nonsense is one."""
    text_ = str(typed or "")
    return max(1, min(int(text_), MOST_DOCUMENTS)) if text_.isascii() and text_.isdecimal() else 1


def initial_of(
    programme: Programme, *, fields: Sequence[Any], documents: Sequence[Any], seen: int
) -> dict[str, Any]:
    """A programme as the form shows it."""
    initial: dict[str, Any] = {
        "title": programme.title,
        "slogan": programme.slogan,
        "summary": programme.summary,
        "kinds": programme.kinds,
        "field_names": "\n".join(field.name for field in fields),
        "rows": max(1, len(documents)),
        "seen": seen,
    }
    for index, document in enumerate(documents):
        initial[f"document_{index}_number"] = document.number
        initial[f"document_{index}_issued_on"] = document.issued_on
        initial[f"document_{index}_title"] = document.title
    return initial
