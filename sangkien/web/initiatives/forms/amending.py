"""Put a slip right after the confirmation."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.initiatives import rules
from sangkien.web.shared.forms import DayField, LineField, ProseField

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative


class AmendingForm(forms.Form):
    """What may be put right, as it stands, and why."""

    title = LineField(label=rules.NAMES["title"], max_length=rules.TITLE_LENGTH[1])
    before = ProseField(label=rules.NAMES["before"], max_length=rules.PROSE_LENGTH[1], rows=4)
    solution = ProseField(label=rules.NAMES["solution"], max_length=rules.PROSE_LENGTH[1], rows=4)
    effect = ProseField(label=rules.NAMES["effect"], max_length=rules.PROSE_LENGTH[1], rows=4)
    benefit_basis = ProseField(
        label=rules.NAMES["benefit_basis"], max_length=rules.BASIS_LENGTH, rows=3, required=False
    )
    recognised_by = LineField(label=rules.NAMES["recognised_by"], max_length=250, required=False)
    decision_number = LineField(label=_("Số quyết định"), max_length=60, required=False)
    decided_on = DayField(label=_("Ngày quyết định"), required=False)
    reason = ProseField(
        label=_("Lý do đính chính"),
        help_text=_("Ví dụ: gõ nhầm tên máy, ghi thiếu số quyết định."),
        max_length=rules.REASON_LENGTH[1],
        rows=2,
        required=False,
    )

    @classmethod
    def of(cls, initiative: "Initiative") -> "AmendingForm":
        return cls(initial={name: getattr(initiative, name) for name in rules.AMENDABLE})

    def changes(self) -> dict[str, Any]:
        """Call after `is_valid`."""
        return {name: self.cleaned_data[name] for name in rules.AMENDABLE}


class ChangingForm(forms.Form):
    """Why the author takes a valid one back to change what matters."""

    reason = ProseField(
        label=_("Muốn sửa gì, vì sao"),
        max_length=rules.REASON_LENGTH[1],
        rows=2,
        required=False,
    )
