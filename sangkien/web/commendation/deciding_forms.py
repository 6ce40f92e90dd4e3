"""What officers fill in about decisions and their lines."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from sangkien.commendation.actions.deciding import LINE, NAME
from sangkien.commendation.actions.deciding_lines import ABOUT, ACHIEVEMENT, title_of
from sangkien.commendation.actions.deciding_lines import NAME as HOLDER
from sangkien.web.shared.forms import (
    DayField,
    LineField,
    ProseField,
    VndField,
    key_field,
    seen_field,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sangkien.commendation.models import Award

NUMBER_LENGTH, BASES_LENGTH = 60, 3_000


class KeyForm(forms.Form):
    """What was ticked is read by the view; this is what goes with it."""

    request_key = key_field()


class DecisionForm(forms.Form):
    """The words of a draft."""

    title = LineField(
        label=gettext_lazy("Trích yếu"),
        max_length=LINE,
        error_messages={"required": gettext_lazy("Hãy ghi trích yếu của quyết định.")},
    )
    decided_on = DayField(
        label=gettext_lazy("Ngày ký quyết định"),
        help_text=gettext_lazy("Tiền thưởng tính theo mức lương cơ sở của ngày này."),
        error_messages={"required": gettext_lazy("Hãy nhập ngày.")},
    )
    own_number = LineField(
        label=gettext_lazy("Số, ký hiệu"),
        help_text=gettext_lazy(
            "Để trống thì phần mềm cấp số kế tiếp khi ký. Đã lấy số ở văn thư thì ghi vào đây, "
            "ví dụ 12/QĐ-LĐLĐ."
        ),
        max_length=NUMBER_LENGTH,
        required=False,
    )
    signer_name = LineField(
        label=gettext_lazy("Người ký"),
        max_length=NAME,
        error_messages={"required": gettext_lazy("Hãy ghi họ tên người ký.")},
    )
    signer_post = LineField(
        label=gettext_lazy("Chức vụ"),
        help_text=gettext_lazy("Ví dụ: Chủ tịch."),
        max_length=NAME,
        error_messages={"required": gettext_lazy("Hãy ghi chức vụ người ký.")},
    )
    bases = ProseField(
        label=gettext_lazy("Căn cứ riêng của quyết định này"),
        help_text=gettext_lazy("Mỗi căn cứ một dòng, thêm vào các căn cứ chung của đơn vị."),
        max_length=BASES_LENGTH,
        rows=3,
        required=False,
    )
    seen = seen_field()


class SignForm(forms.Form):
    """Signs what was on the screen."""

    seen = seen_field()
    read = forms.BooleanField(
        label=gettext_lazy("Tôi đã đọc bản xem trước cùng danh sách và đồng ý ký"),
        error_messages={"required": gettext_lazy("Hãy đọc bản xem trước rồi đánh dấu.")},
    )


class _WordsForm(forms.Form):
    about = LineField(
        label=gettext_lazy("Chức vụ, nơi công tác"),
        help_text=gettext_lazy("In dưới tên. Để trống thì ghi tên đơn vị."),
        max_length=ABOUT,
        required=False,
    )
    achievement = LineField(
        label=gettext_lazy("Thành tích"),
        help_text=gettext_lazy("In trên giấy khen, bằng khen: ngắn gọn, một câu."),
        max_length=ACHIEVEMENT,
        error_messages={"required": gettext_lazy("Hãy ghi thành tích được khen.")},
    )
    seen = seen_field()


class RewordForm(_WordsForm):
    """How a line is printed."""


class LineForm(_WordsForm):
    """One more who is rewarded at once."""

    award = forms.TypedChoiceField(
        label=gettext_lazy("Hình thức khen"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Hãy chọn hình thức khen."),
            "invalid_choice": gettext_lazy("Hãy chọn hình thức khen trong danh sách."),
        },
    )
    login = LineField(
        label=gettext_lazy("Cá nhân: họ tên, mã đoàn viên hoặc số điện thoại"),
        help_text=gettext_lazy(
            "Gõ có dấu hay không dấu đều được; khen thưởng sẽ vào hồ sơ của họ. Người chưa có tài khoản "
            "thì để trống, ghi họ tên ở ô tên in trên giấy."
        ),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    code = LineField(
        label=gettext_lazy("Đơn vị: tên hoặc mã"),
        help_text=gettext_lazy(
            "Tập thể được khen, hoặc nơi công tác của người chưa có tài khoản. Để trống là chính đơn vị "
            "quyết định."
        ),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    which = forms.CharField(
        label=gettext_lazy("Chọn đúng người, tập thể"), widget=forms.RadioSelect, required=False
    )
    name = LineField(
        label=gettext_lazy("Họ tên người hoặc tên tập thể in trên giấy"),
        help_text=gettext_lazy("Để trống thì lấy tên đã đăng ký."),
        max_length=HOLDER,
        required=False,
    )
    amount_vnd = VndField(
        label=gettext_lazy("Tiền thưởng"),
        help_text=gettext_lazy("Để trống thì tính theo mức của hình thức khen."),
        required=False,
    )
    field_order = (
        *("award", "login", "code", "which", "name", "about", "achievement", "amount_vnd"),
    )

    def __init__(self, *args: Any, awards: "list[Award]", **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["award"]
        chosen.choices = [
            (one.pk, f"{title_of(one)} ({one.get_holder_kind_display().lower()})") for one in awards
        ]

    def offer(self, choices: "Sequence[tuple[str, str]]") -> None:
        """Those of one name, to choose from."""
        which: Any = self.fields["which"].widget
        which.choices = list(choices)

    @property
    def offered(self) -> forms.BoundField | None:
        which: Any = self.fields["which"].widget
        return self["which"] if which.choices else None
