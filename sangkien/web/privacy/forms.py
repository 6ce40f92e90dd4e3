"""What people write about their own data, and what is answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sangkien.privacy.enums import RequestKind, RequestState
from sangkien.privacy.rules import LONGEST_TEXT
from sangkien.web.shared.forms import LineField, ProseField

LONGEST_PASSWORD = 200

EXPLAINED = {
    RequestKind.VIEW: gettext_lazy("Xem dữ liệu mà trang này chưa cho thấy"),
    RequestKind.CORRECT: gettext_lazy("Sửa họ tên, mã đoàn viên hoặc thông tin chưa đúng"),
    RequestKind.SUPPLY: gettext_lazy("Cung cấp dữ liệu dưới dạng khác"),
    RequestKind.WITHDRAW: gettext_lazy("Rút lại một sự đồng ý"),
    RequestKind.RESTRICT: gettext_lazy("Tạm hạn chế việc dùng dữ liệu của tôi"),
    RequestKind.OBJECT: gettext_lazy("Phản đối việc dùng dữ liệu của tôi"),
    RequestKind.DELETE: gettext_lazy("Xóa dữ liệu của tôi"),
    RequestKind.COMPLAIN: gettext_lazy("Khiếu nại về việc dùng dữ liệu của tôi"),
}


class AskForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Bạn đề nghị điều gì"),
        widget=forms.RadioSelect,
        choices=[(kind.value, label) for kind, label in EXPLAINED.items()],
        error_messages={
            "required": gettext_lazy("Hãy chọn điều bạn đề nghị."),
            "invalid_choice": gettext_lazy("Hãy chọn trong danh sách."),
        },
    )
    text = ProseField(
        label=gettext_lazy("Viết rõ hơn"),
        help_text=gettext_lazy("Dữ liệu nào, vì sao. Chỉ cán bộ bảo vệ dữ liệu đọc được."),
        max_length=LONGEST_TEXT,
        error_messages={"required": gettext_lazy("Hãy viết rõ điều bạn đề nghị.")},
    )


class PhoneForm(forms.Form):
    phone = LineField(
        label=gettext_lazy("Số điện thoại mới"),
        help_text=gettext_lazy("Dùng để đăng nhập. Để trống nếu không muốn lưu số nào."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    current = forms.CharField(
        label=gettext_lazy("Mật khẩu hiện tại"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={
            "required": gettext_lazy("Hãy nhập mật khẩu hiện tại."),
            "max_length": gettext_lazy("Mật khẩu dài nhất 200 ký tự."),
        },
    )


class AnswerForm(forms.Form):
    """What the person reads; a deletion is carried out with a button of its own."""

    state = forms.ChoiceField(
        label=gettext_lazy("Kết quả"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Hãy chọn kết quả."),
            "invalid_choice": gettext_lazy("Hãy chọn kết quả trong danh sách."),
        },
    )
    text = ProseField(
        label=gettext_lazy("Trả lời"),
        help_text=gettext_lazy("Người gửi đọc được. Không thực hiện thì nêu căn cứ."),
        max_length=LONGEST_TEXT,
        error_messages={"required": gettext_lazy("Hãy viết câu trả lời.")},
    )

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [RequestState.REFUSED]
        if kind != RequestKind.DELETE:
            offered.insert(0, RequestState.DONE)
        chosen: Any = self.fields["state"]
        chosen.choices = [(state.value, state.label) for state in offered]
        chosen.initial = offered[0].value if len(offered) == 1 else None


class ExtendForm(forms.Form):
    reason = ProseField(
        label=gettext_lazy("Lý do gia hạn"),
        help_text=gettext_lazy("Người gửi đọc được. Chỉ gia hạn được một lần."),
        max_length=LONGEST_TEXT,
        rows=3,
        error_messages={"required": gettext_lazy("Hãy ghi lý do gia hạn.")},
    )


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=gettext_lazy("Tôi đã kiểm tra đúng người và hiểu rằng không khôi phục được"),
        error_messages={"required": gettext_lazy("Hãy đánh dấu ô này trước khi xóa.")},
    )
