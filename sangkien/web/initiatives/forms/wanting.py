"""To what an officer narrows the queue down; what makes no sense in the address does not narrow."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sangkien.initiatives.waiting import Wanted
from sangkien.programmes.enums import StepKind
from sangkien.programmes.models import Programme

PROGRAMME, KIND, LATE = "chuong_trinh", "buoc", "qua_han"
KINDS = (StepKind.CONFIRM, StepKind.ACCEPT, StepKind.CHECK)


class WantedForm(forms.Form):
    """Programme, step and whether it is late."""

    chuong_trinh = forms.ChoiceField(label=_("Chương trình"), required=False)
    buoc = forms.ChoiceField(
        label=_("Bước"),
        required=False,
        choices=[("", _("Tất cả")), *((kind.value, kind.label) for kind in KINDS)],
    )
    qua_han = forms.BooleanField(label=_("Chỉ những sáng kiến đã quá hạn"), required=False)

    def __init__(self, data: Mapping[str, Any], *, programmes: Sequence[Programme]) -> None:
        super().__init__(data, auto_id="loc_%s")
        chosen: Any = self.fields[PROGRAMME]
        chosen.choices = [("", _("Tất cả")), *((row.slug, row.title) for row in programmes)]
        self.is_valid()
        self.errors.clear()

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in (PROGRAMME, KIND, LATE))

    def wanted(self, *, today: dt.date) -> Wanted:
        typed = self.cleaned_data
        return Wanted(
            programme=typed.get(PROGRAMME, ""),
            kind=typed.get(KIND, ""),
            overdue_on=today if typed.get(LATE) else None,
        )

    def address(self, **more: str) -> str:
        """This queue with the same filters."""
        typed = {name: self.cleaned_data.get(name) for name in (PROGRAMME, KIND)}
        late = {LATE: "on"} if self.cleaned_data.get(LATE) else {}
        given = {name: value for name, value in {**typed, **late, **more}.items() if value}
        return f"{reverse('initiatives:queue')}?{urlencode(given)}"
