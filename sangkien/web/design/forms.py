"""A form with one field of every kind, for the examples."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    title = forms.CharField(
        label=_("Tên sáng kiến"),
        help_text=_("Một câu nói rõ đã làm tốt hơn việc gì."),
        max_length=150,
        error_messages={"required": _("Hãy ghi tên sáng kiến.")},
    )
    effect = forms.CharField(
        label=_("Kết quả"),
        help_text=_("Trước kia thế nào, bây giờ thế nào."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    benefit = forms.CharField(
        label=_("Số tiền làm lợi"),
        help_text=_("Ví dụ: 12.500.000"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    field = forms.ChoiceField(
        label=_("Lĩnh vực"),
        choices=[
            ("", _("Chọn lĩnh vực")),
            ("ky-thuat", _("Kỹ thuật, công nghệ")),
            ("quan-ly", _("Quản lý, tổ chức công việc")),
        ],
        error_messages={"invalid_choice": _("Hãy chọn một lĩnh vực trong danh sách.")},
    )
    kind = forms.ChoiceField(
        label=_("Loại giải pháp"),
        choices=[
            ("ky-thuat", _("Giải pháp kỹ thuật")),
            ("quan-ly", _("Giải pháp quản lý")),
            ("tac-nghiep", _("Giải pháp tác nghiệp")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn loại giải pháp.")},
    )
    consent = forms.BooleanField(
        label=_("Đồng ý nêu tên tôi trên trang công khai"),
        help_text=_("Không đánh dấu thì chỉ hiện tên đơn vị."),
        required=False,
    )
