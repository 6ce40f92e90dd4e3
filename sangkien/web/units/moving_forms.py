"""What officers write when somebody is put right, leaves, moves, or stands twice in the register."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.queries import LONGEST_LOGIN
from sangkien.units.enums import Leaving
from sangkien.web.shared.forms import DayField, LineField
from sangkien.web.shared.person_form import PersonForm

if TYPE_CHECKING:
    from sangkien.accounts.models import User
    from sangkien.units.models import Membership, Unit

LONGEST_REASON = 300
NO_PRIVATE_LIFE = gettext_lazy("Không ghi thông tin sức khỏe, đời tư: lý do còn mãi trong nhật ký.")


def _reason(label: Any, *, required: bool = True, help_text: Any = NO_PRIVATE_LIFE) -> LineField:
    return LineField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_REASON,
        required=required,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )


class ReceiveForm(forms.Form):
    """Somebody whom the officer's register knows already; `find` knows among whom to look."""

    login = LineField(
        label=gettext_lazy("Mã đoàn viên hoặc số điện thoại"),
        help_text=gettext_lazy(
            "Gõ đủ và đúng. Chỉ tìm trong những người đang thuộc các đơn vị bạn quản lý, hoặc từng "
            "thuộc và nay không còn ở đơn vị nào."
        ),
        max_length=LONGEST_LOGIN,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Hãy nhập mã đoàn viên hoặc số điện thoại.")},
    )
    since_on = DayField(
        label=gettext_lazy("Thuộc đơn vị từ ngày"),
        error_messages={"required": gettext_lazy("Hãy nhập ngày.")},
    )

    def __init__(
        self, *args: Any, find: "Callable[[str], User | None]", today: dt.date, **options: Any
    ) -> None:
        options.setdefault("initial", {"since_on": today})
        super().__init__(*args, **options)
        self._find = find
        self._today = today
        self._person: User | None = None

    def clean_login(self) -> str:
        typed: str = self.cleaned_data["login"]
        self._person = self._find(typed)
        if self._person is None:
            raise ValidationError(
                _(
                    "Không thấy ai có mã hoặc số này trong các đơn vị bạn quản lý. Nếu người đó đang "
                    "thuộc đơn vị khác, hãy đề nghị đơn vị ấy chuyển sinh hoạt sang đơn vị bạn."
                )
            )
        return typed

    def clean_since_on(self) -> dt.date:
        since: dt.date = self.cleaned_data["since_on"]
        if since > self._today:
            raise ValidationError(_("Ngày này chưa tới. Hãy nhập hôm nay hoặc ngày đã qua."))
        return since

    def found(self) -> "User":
        """Call after `is_valid`."""
        if self._person is None:
            raise ValueError("nobody was found")
        return self._person


class CorrectForm(PersonForm):
    """What the register says of a person."""

    def __init__(self, *args: Any, membership: "Membership", **options: Any) -> None:
        person = membership.user
        options["initial"] = {
            "full_name": person.full_name,
            "member_code": person.member_code,
            "phone": person.phone or "",
        }
        super().__init__(*args, **options)
        self.fields["phone"].help_text = (
            gettext_lazy("Người này đã có tài khoản nên tự sửa số điện thoại của mình.")
            if person.is_own_master
            else gettext_lazy("Người này đăng nhập bằng số mới. Để trống nếu không có.")
        )


class LeaveForm(forms.Form):
    cause = forms.ChoiceField(
        label=gettext_lazy("Vì sao"),
        widget=forms.RadioSelect,
        choices=[(cause.value, cause.label) for cause in Leaving if cause != Leaving.MOVED],
        error_messages={
            "required": gettext_lazy("Hãy chọn một lý do."),
            "invalid_choice": gettext_lazy("Hãy chọn một lý do trong danh sách."),
        },
    )
    last_on = DayField(
        label=gettext_lazy("Ngày cuối cùng còn thuộc đơn vị"),
        error_messages={"required": gettext_lazy("Hãy nhập ngày.")},
    )
    reason = _reason(gettext_lazy("Căn cứ, ghi chú"), required=False)

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        options.setdefault("initial", {"last_on": today})
        super().__init__(*args, **options)


class TransferForm(forms.Form):
    """`find` gives the units that may be meant by what was typed."""

    to = LineField(
        label=gettext_lazy("Đơn vị nhận"),
        help_text=gettext_lazy("Tên hoặc mã đơn vị; gõ không dấu cũng được."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Hãy nhập đơn vị nhận.")},
    )
    chosen = forms.ChoiceField(
        label=gettext_lazy("Chọn đúng đơn vị"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn đơn vị trong danh sách.")},
    )
    moves_on = DayField(
        label=gettext_lazy("Thuộc đơn vị mới từ ngày"),
        help_text=gettext_lazy("Ngày liền trước là ngày cuối ở đơn vị này."),
        error_messages={"required": gettext_lazy("Hãy nhập ngày.")},
    )
    reason = _reason(gettext_lazy("Căn cứ, lý do"))

    def __init__(
        self,
        *args: Any,
        find: "Callable[[str], Sequence[Unit]]",
        today: dt.date,
        **options: Any,
    ) -> None:
        options.setdefault("initial", {"moves_on": today})
        super().__init__(*args, **options)
        self._unit: Unit | None = None
        self.candidates: Sequence[Unit] = find(self.data.get("to", "")) if self.is_bound else ()
        chosen: Any = self.fields["chosen"]
        chosen.choices = [(unit.code, f"{unit.name} ({unit.code})") for unit in self.candidates]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "to" not in cleaned or self.has_error("chosen"):
            return cleaned
        if not self.candidates:
            self.add_error("to", _("Không thấy đơn vị nào có tên hoặc mã này."))
        elif len(self.candidates) == 1:
            self._unit = self.candidates[0]
        else:
            picked = [unit for unit in self.candidates if unit.code == cleaned.get("chosen")]
            if picked:
                self._unit = picked[0]
            else:
                self.add_error("chosen", _("Có nhiều đơn vị gần giống. Hãy chọn một đơn vị."))
        return cleaned

    def unit(self) -> "Unit":
        """Call after `is_valid`."""
        if self._unit is None:
            raise ValueError("no unit was found")
        return self._unit


class ReasonForm(forms.Form):
    reason = _reason(gettext_lazy("Lý do"))


class AnswerForm(forms.Form):
    """Answering a transfer; a refusal says why."""

    answer = LineField(
        label=gettext_lazy("Lý do không tiếp nhận"),
        help_text=gettext_lazy("Chỉ cần khi không tiếp nhận; đơn vị cũ đọc được."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, refuses: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self._refuses = refuses

    def clean_answer(self) -> str:
        answer: str = self.cleaned_data["answer"]
        if self._refuses and not answer:
            raise ValidationError(_("Hãy ghi lý do để đơn vị cũ biết."))
        return answer


class VerdictForm(forms.Form):
    """`people` are the two accounts: which of them is kept when they are one person."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Kết luận"),
        widget=forms.RadioSelect,
        choices=[
            ("two", gettext_lazy("Là hai người khác nhau. Không hỏi lại nữa.")),
            ("one", gettext_lazy("Là một người. Gộp hai tài khoản, không hoàn tác được.")),
        ],
        error_messages={
            "required": gettext_lazy("Hãy chọn kết luận."),
            "invalid_choice": gettext_lazy("Hãy chọn kết luận trong danh sách."),
        },
    )
    keep = forms.TypedChoiceField(
        label=gettext_lazy("Nếu là một người, giữ lại tài khoản nào"),
        help_text=gettext_lazy(
            "Đơn vị, vai trò, sáng kiến của tài khoản kia chuyển sang; mã cũ vẫn đăng nhập được vào "
            "tài khoản giữ lại."
        ),
        widget=forms.RadioSelect,
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn một trong hai tài khoản.")},
    )
    reason = _reason(
        gettext_lazy("Căn cứ"), help_text=gettext_lazy("Ví dụ: đã gọi điện hỏi, xem thẻ đoàn viên.")
    )

    def __init__(self, *args: Any, people: "Sequence[User]", **options: Any) -> None:
        super().__init__(*args, **options)
        keep: Any = self.fields["keep"]
        keep.choices = [(user.pk, f"{user.full_name}, {user.member_code}") for user in people]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        joins = cleaned.get("verdict") == "one"
        if joins and not cleaned.get("keep") and not self.has_error("keep"):
            self.add_error("keep", _("Hãy chọn tài khoản được giữ lại."))
        return cleaned
