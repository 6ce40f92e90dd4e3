"""Reasons, and the form of one report, made of its questions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.reporting import rules
from sangkien.reporting.actions.sending import Typed
from sangkien.reporting.enums import QuestionKind
from sangkien.web.shared.forms import DayField, NumberField, ProseField
from sangkien.web.shared.given_files import IMAGES, PAPERS, file_input

if TYPE_CHECKING:
    from sangkien.reporting.models import Report, ReportFile

STALE = _("Biểu mẫu đã cũ. Mời tải lại trang.")


def _reason(label: Any, help_text: Any = "") -> ProseField:
    return ProseField(
        label=label,
        help_text=help_text,
        max_length=rules.REASON_LENGTH[1],
        rows=3,
        error_messages={"required": _("Hãy ghi rõ để đơn vị biết.")},
    )


class WithdrawForm(forms.Form):
    reason = _reason(_("Lý do rút"), _("Các đơn vị chưa đến hạn đọc được lý do này."))


class SendBackForm(forms.Form):
    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )
    reason = _reason(_("Cần bổ sung, sửa gì"))
    is_void = forms.BooleanField(
        label=_("Bản này không tính là đã nộp"),
        help_text=_("Khi nội dung không dùng được. Đúng hạn hay muộn sẽ tính theo bản gửi lại."),
        required=False,
    )


class ExtendForm(forms.Form):
    until = DayField(label=_("Hạn mới"), error_messages={"required": _("Hãy ghi hạn mới.")})
    reason = _reason(_("Lý do gia hạn"))


class ReportForm(forms.Form):
    """A field for each question; files that are there already can be ticked to be left out."""

    seen = forms.CharField(
        widget=forms.HiddenInput, max_length=60, error_messages={"required": STALE}
    )

    def __init__(self, *args: Any, report: "Report", kept: "Sequence[ReportFile]", **options: Any):
        super().__init__(*args, **options)
        self._files = [
            one.key for one in report.occurrence.request.asked if one.kind == QuestionKind.FILE
        ]
        for one in report.occurrence.request.asked:
            self.fields[one.key] = _field_for(one)
            own = [row for row in kept if row.question == one.key]
            if own:
                self.fields[f"drop_{one.key}"] = forms.MultipleChoiceField(
                    label=_("Bỏ tệp đã đính kèm"),
                    choices=[(str(row.pk), row.file.original_name) for row in own],
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                    error_messages={"invalid_choice": STALE},
                )

    def typed(self) -> Typed:
        """Call after `is_valid`."""
        values = self.cleaned_data
        dropped = [values.get(f"drop_{key}") or [] for key in self._files]
        return Typed(
            seen=values["seen"],
            values={key: value for key, value in values.items() if key.startswith("q")},
            uploads={key: values[key] for key in self._files if values.get(key)},
            dropped=[int(pk) for chosen in dropped for pk in chosen],
        )

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """Each question, and the box to leave out files of it."""
        names = [name for name in self.fields if name.startswith("q")]
        return [
            (self[name], self[f"drop_{name}"] if f"drop_{name}" in self.fields else None)
            for name in names
        ]


def _field_for(question: rules.Question) -> forms.Field:
    if question.kind == QuestionKind.FILE:
        return file_input(
            f"{PAPERS},{IMAGES}",
            question.label,
            help_text=_("PDF, Word, Excel hoặc ảnh, đến 20 MB."),
        )
    if question.kind == QuestionKind.NUMBER:
        return NumberField(label=question.label, required=False)
    return ProseField(
        label=question.label,
        max_length=rules.ANSWER_LENGTH,
        keeps=rules.ANSWER_LENGTH,
        required=False,
    )
