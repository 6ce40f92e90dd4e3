"""At which units a programme is aimed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.web.shared.forms import ProseField

if TYPE_CHECKING:
    from sangkien.units.models import Unit


class AudienceForm(forms.Form):
    """The units directly below are ticked; any other one is named by its code."""

    units = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị trực thuộc tham gia"),
        help_text=gettext_lazy(
            "Không chọn đơn vị nào nghĩa là tất cả. Chọn một đơn vị là chọn cả các đơn vị bên dưới."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn đơn vị trong danh sách.")},
    )
    codes = ProseField(
        label=gettext_lazy("Mã đơn vị ở cấp thấp hơn"),
        help_text=gettext_lazy("Mỗi dòng một mã, khi chỉ nhắm tới vài công đoàn cơ sở."),
        max_length=8_000,
        rows=4,
        required=False,
    )

    def __init__(self, *args: Any, below: "Sequence[Unit]", **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["units"]
        chosen.choices = [(unit.code, unit.label) for unit in below]

    def wanted(self) -> list[str]:
        """All codes, ticked and typed; call after `is_valid`."""
        typed = (line.strip().upper() for line in self.cleaned_data["codes"].splitlines())
        return [*self.cleaned_data["units"], *(code for code in typed if code)]

    def miss(self, codes: "Sequence[str]") -> None:
        """Say which codes belong to nobody."""
        self.add_error(
            "codes", _("Không có đơn vị mang mã: %(codes)s.") % {"codes": ", ".join(codes[:10])}
        )


def initial_of(aimed: "Sequence[Unit]", below: "Sequence[Unit]") -> dict[str, Any]:
    direct = {unit.code for unit in below}
    return {
        "units": [unit.code for unit in aimed if unit.code in direct],
        "codes": "\n".join(unit.code for unit in aimed if unit.code not in direct),
    }
