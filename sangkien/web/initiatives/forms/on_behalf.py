"""Entering on behalf of a member: who it is, and everything on one page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.queries import LONGEST_LOGIN
from sangkien.web.initiatives.forms.answers import AnswersForm
from sangkien.web.initiatives.forms.authors import AuthorsForm
from sangkien.web.initiatives.forms.starting import STALE_FORM
from sangkien.web.initiatives.forms.steps import BenefitForm, KindForm, StoryForm, TitleForm
from sangkien.web.shared.forms import LineField
from sangkien.web.shared.person_form import PersonForm

if TYPE_CHECKING:
    from sangkien.units.models import Unit


class FindForm(forms.Form):
    login = LineField(
        label=_("Họ tên, mã đoàn viên hoặc số điện thoại"),
        help_text=_("Của người làm ra sáng kiến. Gõ tên có dấu hay không dấu đều được."),
        max_length=LONGEST_LOGIN,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Hãy nhập họ tên, mã đoàn viên hoặc số điện thoại.")},
    )


class EnrolForm(PersonForm):
    """A member who is not in the register yet."""

    unit = forms.ChoiceField(
        label=_("Thuộc đơn vị"),
        error_messages={
            "required": _("Hãy chọn đơn vị."),
            "invalid_choice": _("Hãy chọn đơn vị trong danh sách."),
        },
    )

    def __init__(self, *args: Any, units: Sequence["Unit"], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["unit"]
        chosen.choices = [(unit.code, unit.name) for unit in units]
        if len(units) == 1:
            chosen.initial = units[0].code
            chosen.widget = forms.HiddenInput()


class EntryForm(AuthorsForm, TitleForm, StoryForm, KindForm, BenefitForm, AnswersForm):
    """All steps of the registration on one page, sent once."""

    request_key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": STALE_FORM, "invalid": STALE_FORM}
    )

    content_fields = (
        "title",
        "before",
        "solution",
        "effect",
        "kind",
        "field",
        "submitter",
        "first_applied_on",
        "benefit_vnd",
        "benefit_basis",
        "recognised_by",
        "decision_number",
        "decided_on",
    )

    field_order = content_fields  # the errors are listed in the order of the page

    def writable(self) -> set[str]:
        return {self.column(name) for name in self.content_fields}
