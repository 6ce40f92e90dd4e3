"""Photos, documents and voice notes, as files or as uploads that came in pieces before."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.initiatives.actions.evidence import LONGEST_CAPTION
from sangkien.initiatives.enums import EvidenceKind
from sangkien.web.shared.exhibits import Exhibit
from sangkien.web.shared.forms import LineField
from sangkien.web.shared.given_files import IMAGES, file_input, key_field

ACCEPTED: Mapping[EvidenceKind, str] = {
    EvidenceKind.DOCUMENT: ".pdf,.docx,.xlsx",
    EvidenceKind.VOICE: "audio/*",
}


@dataclass(frozen=True, kw_only=True)
class Given:
    """One file of a form: the file itself, or the key under which it came in pieces."""

    kind: EvidenceKind
    field: str
    file: "UploadedFile[Any] | None"
    key: uuid.UUID | None


def file_field(kind: EvidenceKind, label: str, *, camera: bool = False, **options: Any) -> Any:
    return file_input(ACCEPTED.get(kind, IMAGES), label, camera=camera, **options)


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A place for one photo: what is there, and the boxes to give another."""

    name: str
    file: BoundField
    key: str
    shown: Exhibit | None


class PhotosForm(forms.Form):
    """The photos of before and after on the first screen; both may be left out. `look` finds what
    is there already, when the page is drawn.
    """

    kinds = (EvidenceKind.BEFORE, EvidenceKind.AFTER)

    def __init__(
        self, *args: Any, look: Callable[[], Mapping[str, Exhibit]] = dict, **options: Any
    ):
        super().__init__(*args, **options)
        self.look = look
        labels = {EvidenceKind.BEFORE: _("Ảnh trước"), EvidenceKind.AFTER: _("Ảnh sau")}
        for kind in self.kinds:
            self.fields[f"photo_{kind}"] = file_field(kind, labels[kind], camera=True)
            self.fields[f"upload_{kind}"] = key_field()

    def given(self) -> Iterator[Given]:
        """Call after `is_valid`; what cannot be read is left out."""
        for kind in self.kinds:
            field = f"photo_{kind}"
            file = self.cleaned_data.get(field)
            key = self.cleaned_data.get(f"upload_{kind}")
            if file or key:
                yield Given(kind=kind, field=field, file=None if key else file, key=key)

    def slots(self) -> list[Slot]:
        shown = self.look()
        return [
            Slot(
                name=kind.value,
                file=self[f"photo_{kind}"],
                key=f"upload_{kind}",
                shown=shown.get(kind.value),
            )
            for kind in self.kinds
        ]


class EvidenceForm(forms.Form):
    """One file with its caption."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Ảnh này chụp"),
        choices=EvidenceKind.choices,
        error_messages={
            "required": gettext_lazy("Hãy chọn loại minh chứng."),
            "invalid_choice": gettext_lazy("Hãy chọn loại minh chứng trong danh sách."),
        },
    )
    upload = key_field()
    caption = LineField(
        label=gettext_lazy("Chú thích"),
        max_length=LONGEST_CAPTION,
        required=False,
    )
    is_public = forms.BooleanField(
        label=gettext_lazy(
            "Tôi đồng ý cho mọi người xem ảnh này ở trang tra cứu khi sáng kiến được xác nhận"
        ),
        required=False,
    )

    TOLD: Mapping[EvidenceKind, tuple[Any, Any]] = {
        EvidenceKind.PHOTO: (
            gettext_lazy("Ảnh"),
            gettext_lazy("JPEG, PNG hoặc WebP. Vị trí chụp ghi trong ảnh được xóa khi gửi."),
        ),
        EvidenceKind.DOCUMENT: (
            gettext_lazy("Tài liệu"),
            gettext_lazy("PDF, Word (.docx) hoặc Excel (.xlsx), nhiều nhất 10 MB."),
        ),
        EvidenceKind.VOICE: (
            gettext_lazy("Bản ghi âm"),
            gettext_lazy("Nhiều nhất 60 giây. Có thể chọn tệp ghi âm có sẵn trong máy."),
        ),
    }

    EXAMPLES: Mapping[EvidenceKind, Any] = {
        EvidenceKind.PHOTO: gettext_lazy("Ví dụ: Giá để dụng cụ sau khi sắp xếp lại."),
        EvidenceKind.DOCUMENT: gettext_lazy("Ví dụ: Biên bản chạy thử ngày 05/03/2026."),
    }

    def __init__(self, *args: Any, group: EvidenceKind, may_publish: bool, **options: Any):
        super().__init__(*args, **{**options, "prefix": group.value})
        self.group = group
        label, words = self.TOLD[group]
        self.fields["caption"].help_text = self.EXAMPLES.get(group, "")
        self.fields["file"] = file_field(group, label, help_text=words)
        self.order_fields(["kind", "file", "upload", "caption", "is_public"])
        self._offer_kinds()
        if group != EvidenceKind.PHOTO or not may_publish:
            del self.fields["is_public"]

    def _offer_kinds(self) -> None:
        chosen: Any = self.fields["kind"]
        if self.group == EvidenceKind.PHOTO:
            chosen.choices = [
                (EvidenceKind.BEFORE.value, _("Trước khi cải tiến")),
                (EvidenceKind.AFTER.value, _("Sau khi cải tiến")),
                (EvidenceKind.PHOTO.value, _("Ảnh khác")),
            ]
            chosen.widget = forms.RadioSelect(choices=chosen.choices)
        else:
            chosen.choices = [(self.group.value, self.group.label)]
            chosen.widget = forms.HiddenInput()
            chosen.initial = self.group.value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not cleaned.get("upload") and not self.errors:
            self.add_error("file", _("Hãy chọn tệp."))
        return cleaned

    def given(self) -> Given:
        """Call after `is_valid`."""
        read = self.cleaned_data
        key = read.get("upload")
        file = None if key else read["file"]
        return Given(kind=EvidenceKind(read["kind"]), field="file", file=file, key=key)
