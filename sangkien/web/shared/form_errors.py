"""The errors of a form as a list that leads to its fields."""

from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm

from sangkien.core.text import fold


@dataclass(frozen=True)
class FormError:
    """`anchor` is the id to jump to, empty for what concerns the whole form; `label` is empty
    also where the message names the field by itself.
    """

    anchor: str
    label: str
    message: str


def listed(form: BaseForm) -> list[FormError]:
    """Every error in the order of the fields on the page, those of the whole form first.

    Not in the order in which they were found: rules add theirs after the form's own.
    """
    place = {name: number for number, name in enumerate([NON_FIELD_ERRORS, *form.fields])}
    names = sorted(form.errors, key=place.__getitem__)
    return [
        FormError(_anchor(form, name), _label(form, name, str(message)), str(message))
        for name in names
        for message in form.errors[name]
    ]


def _label(form: BaseForm, name: str, message: str) -> str:
    """ "Ngày áp dụng: Ngày áp dụng không được ở tương lai" would say it twice."""
    label = "" if name == NON_FIELD_ERRORS else str(form[name].label)
    return "" if fold(label) in fold(message) else label


def _anchor(form: BaseForm, name: str) -> str:
    """A group of choices is entered at its first one."""
    if name == NON_FIELD_ERRORS or form[name].is_hidden:
        return ""
    bound = form[name]
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label
