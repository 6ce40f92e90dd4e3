"""What the address bar says about the list of a branch: unit, programme, field, words, state."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.access.actor import Actor
from sangkien.core.errors import NotFound
from sangkien.initiatives.branches import Narrowing
from sangkien.initiatives.enums import State
from sangkien.programmes.queries import fields, published
from sangkien.search.queries import search_visible_units
from sangkien.units import queries as units
from sangkien.web.shared.forms import LineField

if TYPE_CHECKING:
    from sangkien.units.models import Unit

LONGEST_WORDS = 120
LONGEST_UNIT = 200
MOST_UNITS = 12  # offered when a name fits several
UNIT, PROGRAMME, FIELD, WORDS, STATE = "don_vi", "chuong_trinh", "linh_vuc", "q", "trang-thai"
KEPT = (UNIT, PROGRAMME, FIELD, WORDS, STATE)


class NarrowingForm(forms.Form):
    """The names of the fields stand in addresses; the fields of work are the programme's."""

    def __init__(self, typed: Mapping[str, str], *, actor: Actor) -> None:
        programmes = list(published())
        self.programme = next((p for p in programmes if p.slug == typed[PROGRAMME]), None)
        offered = fields(self.programme) if self.programme else []
        # A field of another programme is left over from before that one was chosen: all fields.
        self.field = next((f for f in offered if str(f.pk) == typed[FIELD]), None)
        super().__init__({**typed, FIELD: str(self.field.pk) if self.field else ""})
        self.actor = actor
        self.unit: Unit | None = None
        self.units_offered: list[Unit] = []
        self.fields |= {
            UNIT: LineField(
                label=_("Đơn vị"),
                help_text=_("Tên hoặc mã; tính cả các đơn vị trực thuộc."),
                max_length=LONGEST_UNIT,
                required=False,
            ),
            WORDS: LineField(
                label=_("Từ trong tên sáng kiến, hoặc mã"),
                help_text=_("Gõ có dấu hay không dấu đều được."),
                max_length=LONGEST_WORDS,
                required=False,
            ),
            PROGRAMME: _choice(
                _("Chương trình"),
                _("Tất cả chương trình"),
                [(p.slug, p.title) for p in programmes],
            ),
            FIELD: _choice(
                _("Lĩnh vực"), _("Tất cả lĩnh vực"), [(str(f.pk), f.name) for f in offered]
            ),
        }

    def clean(self) -> dict[str, Any]:
        """A code is that unit; a name that fits one unit only is that one, else a choice."""
        cleaned: dict[str, Any] = self.cleaned_data
        if cleaned.get(UNIT):
            found = self._found(cleaned[UNIT])
            if len(found) == 1:
                self.unit = found[0]
            elif found:
                self.units_offered = found
                self.add_error(UNIT, _("Có nhiều đơn vị mang tên này, hãy chọn một đơn vị."))
            else:
                self.add_error(UNIT, _("Không thấy đơn vị này trong phạm vi bạn được xem."))
        return cleaned

    def _found(self, typed: str) -> "list[Unit]":
        try:
            return [units.get_unit(typed.upper(), actor=self.actor)]
        except NotFound:
            return search_visible_units(typed, actor=self.actor, limit=MOST_UNITS)

    @property
    def is_narrowed(self) -> bool:
        """By what the form asks for; the state has its tabs."""
        return any(self[name].value() for name in (UNIT, PROGRAMME, FIELD, WORDS))

    def kept(self, *, state: str) -> dict[str, object]:
        """The same as plain values, for a file with all rows; call after `is_valid`."""
        return {
            UNIT: self.unit.code if self.unit else "",
            PROGRAMME: self.programme.slug if self.programme else "",
            FIELD: self.field.pk if self.field else "",
            WORDS: self.cleaned_data.get(WORDS, ""),
            STATE: state if state in State.values else "",
        }

    def narrowing(self, *, state: str) -> Narrowing:
        """Call after `is_valid`."""
        return Narrowing(
            path=self.unit.path if self.unit else "",
            state=state,
            programme_id=self.programme.pk if self.programme else None,
            field_id=self.field.pk if self.field else None,
            words=self.cleaned_data[WORDS],
        )


def _choice(label: str, everything: str, offered: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", everything), *offered],
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn trong danh sách.")},
    )
