"""What officers write when they give a role, make it longer, or hand it over."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.access.roles import Role
from sangkien.accounts.queries import LONGEST_LOGIN
from sangkien.web.shared.forms import DayField, LineField
from sangkien.web.shared.unit_codes import units_by_code

if TYPE_CHECKING:
    from sangkien.accounts.models import User
    from sangkien.units.models import Unit

LONGEST_CODES = 2000


def _reason() -> LineField:
    return LineField(
        label=gettext_lazy("Căn cứ, lý do"),
        help_text=gettext_lazy("Ví dụ: Quyết định số 12/QĐ-CĐ ngày 05/03/2026."),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Hãy ghi căn cứ hoặc lý do.")},
    )


def _acting() -> forms.BooleanField:
    return forms.BooleanField(
        label=gettext_lazy("Quyền phụ trách (tạm thay)"),
        help_text=gettext_lazy(
            "Khi cán bộ nghỉ dài ngày hoặc chờ đại hội: phải có ngày kết thúc, dài nhất 6 tháng, "
            "tự hết hiệu lực."
        ),
        required=False,
    )


class TermForm(forms.Form):
    """A person, the dates and the reason; `find` knows among whom the officer may choose."""

    login = LineField(
        label=gettext_lazy("Mã đoàn viên hoặc số điện thoại"),
        help_text=gettext_lazy("Của người được giao vai trò, trong các đơn vị bạn phụ trách."),
        max_length=LONGEST_LOGIN,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Hãy nhập mã đoàn viên hoặc số điện thoại.")},
    )
    since_on = DayField(
        label=gettext_lazy("Từ ngày"),
        error_messages={"required": gettext_lazy("Hãy nhập ngày.")},
    )
    until_on = DayField(
        label=gettext_lazy("Đến hết ngày"),
        help_text=gettext_lazy("Để trống nếu chưa biết; khi cần có thể thu hồi."),
        required=False,
    )
    reason = _reason()

    def __init__(
        self, *args: Any, find: "Callable[[str], User | None]", today: dt.date, **options: Any
    ) -> None:
        options["initial"] = {"since_on": today, **options.get("initial", {})}
        super().__init__(*args, **options)
        self._find = find
        self._person: User | None = None

    def clean_login(self) -> str:
        typed: str = self.cleaned_data["login"]
        self._person = self._find(typed)
        if self._person is None:
            raise ValidationError(
                _("Không thấy ai có mã hoặc số này trong các đơn vị bạn phụ trách.")
            )
        return typed

    def chosen(self) -> "User":
        """Who was found; call after `is_valid`."""
        if self._person is None:
            raise ValueError("nobody was found")
        return self._person


class GrantForm(TermForm):
    """A role for somebody; `roles` are those that the officer may give at the unit."""

    role = forms.ChoiceField(
        label=gettext_lazy("Vai trò"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Hãy chọn vai trò."),
            "invalid_choice": gettext_lazy("Hãy chọn vai trò trong danh sách."),
        },
    )
    is_acting = _acting()

    def __init__(self, *args: Any, roles: Sequence[Role], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["role"]
        chosen.choices = [(role.key.value, f"{role.name}. {role.description}") for role in roles]


class HandOverForm(TermForm):
    """The one who takes over, from which day on."""

    is_acting = _acting()
    with_drafts = forms.BooleanField(
        label=gettext_lazy("Chuyển các bản nháp nhập thay cho người nhận"),
        help_text=gettext_lazy(
            "Vào ngày bàn giao: cả bản viết từ nay đến ngày đó và bản bị trả lại chưa gửi lại."
        ),
        required=False,
        initial=True,
    )
    sure = forms.BooleanField(
        label=gettext_lazy("Hai bên đã xem các việc đang dở và đồng ý bàn giao"),
        error_messages={"required": gettext_lazy("Hãy đánh dấu ô này trước khi bàn giao.")},
    )


class SupportForm(TermForm):
    """Several units for one person of the support team; `find_units` knows codes."""

    units = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị trực thuộc"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn đơn vị trong danh sách.")},
    )
    codes = LineField(
        label=gettext_lazy("Mã các đơn vị khác"),
        help_text=gettext_lazy("Cách nhau bằng dấu phẩy, ví dụ: AD, HB. Chỉ đơn vị ở bên dưới."),
        max_length=LONGEST_CODES,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self,
        *args: Any,
        children: "Sequence[Unit]",
        find_units: "Callable[[set[str]], Mapping[str, Unit]]",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["units"]
        chosen.choices = [(unit.code, f"{unit.name} ({unit.code})") for unit in children]
        self._find_units = find_units
        self.found: list[Unit] = []

    def clean(self) -> dict[str, Any]:
        written = super().clean() or self.cleaned_data
        self.found = units_by_code(
            self,
            self._find_units,
            missing=_("Không thấy đơn vị mang mã %(codes)s trong phạm vi của bạn."),
        )
        return written


class ExtendForm(forms.Form):
    until_on = DayField(label=gettext_lazy("Gia hạn đến hết ngày"), required=False)
    reason = _reason()

    def __init__(self, *args: Any, is_acting: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["until_on"].help_text = (
            _("Quyền phụ trách: dài nhất 6 tháng kể từ hôm nay.")
            if is_acting
            else _("Để trống nếu không định ngày kết thúc.")
        )
