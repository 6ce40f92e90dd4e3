"""The quantities of one formula card."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import numbers
from sangkien.initiatives.formulas import COST, MOST, Formula, Quantity, Saving, saving
from sangkien.initiatives.rules import MAX_BENEFIT_VND
from sangkien.web.shared.forms import NumberField, VndField

MONEY = ("wage", "price", COST)


class FormulaForm(forms.Form):
    """`initial` holds what was kept, as text."""

    def __init__(self, *args: Any, formula: Formula, **options: Any) -> None:
        super().__init__(*args, **options)
        self.formula = formula
        for quantity in formula.quantities:
            self.fields[quantity.key] = _box(quantity)
            self.initial.setdefault(quantity.key, quantity.usual)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for key, value in cleaned.items():
            if value is not None and Decimal(value) > MOST:
                self.add_error(key, ValidationError(_("Số quá lớn, hãy kiểm tra lại số chữ số 0.")))
        if not self.errors and self.found.vnd > MAX_BENEFIT_VND:
            self.add_error(None, _("Kết quả quá lớn, hãy kiểm tra lại các con số."))
        return self.cleaned_data

    @property
    def found(self) -> Saving:
        """What the numbers give; call after `is_valid`."""
        return saving(self.formula, self.given())

    def given(self) -> dict[str, Decimal]:
        """Call after `is_valid`."""
        return {key: Decimal(value) for key, value in self.cleaned_data.items()}

    def kept(self) -> dict[str, str]:
        """What is stored beside the figure: the numbers as they were understood."""
        return {key: numbers.written(value) for key, value in self.given().items()}

    @property
    def boxes(self) -> list[tuple[Any, str]]:
        return [(self[one.key], str(one.unit)) for one in self.formula.quantities]


def _box(quantity: Quantity) -> forms.Field:
    kind = VndField if quantity.key in MONEY else NumberField
    return kind(
        label=quantity.label,
        required=True,
        error_messages={"required": gettext_lazy("Hãy nhập số, kể cả khi là 0.")},
    )
