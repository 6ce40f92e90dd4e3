"""Councils and who sits in them."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sangkien.councils.enums import CouncilKind, Post
from sangkien.web.councils.forms import shared


class EstablishForm(forms.Form):
    request_key = shared.request_key()
    kind = shared.choice(gettext_lazy("Loại"), CouncilKind.choices, radio=True)
    name = shared.line(
        gettext_lazy("Tên hội đồng"),
        most=200,
        required=gettext_lazy("Hãy nhập tên."),
        help_text=gettext_lazy("Ví dụ: Hội đồng sáng kiến Công ty May Sông Hậu."),
    )
    basis_number = shared.line(
        gettext_lazy("Số quyết định thành lập"),
        most=60,
        required=gettext_lazy("Hãy nhập số quyết định."),
    )
    basis_on = shared.day(gettext_lazy("Ngày quyết định"))
    basis_title = shared.line(
        gettext_lazy("Trích yếu"),
        most=300,
        required=gettext_lazy("Hãy nhập trích yếu."),
        help_text=gettext_lazy("Ví dụ: Về việc thành lập Hội đồng sáng kiến nhiệm kỳ 2026–2028."),
    )
    since_on = shared.day(gettext_lazy("Nhiệm kỳ từ ngày"))
    until_on = shared.day(
        gettext_lazy("Đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu quyết định không ghi."),
    )

    def written(self) -> dict[str, Any]:
        return {**self.cleaned_data, "kind": CouncilKind(self.cleaned_data["kind"])}


class SeatForm(forms.Form):
    login = shared.line(
        gettext_lazy("Mã đoàn viên hoặc số điện thoại"),
        most=60,
        required=gettext_lazy("Hãy nhập mã đoàn viên hoặc số điện thoại."),
        help_text=gettext_lazy("Thành viên chấm điểm, bỏ phiếu bằng tài khoản của chính mình."),
    )
    post = shared.choice(gettext_lazy("Chức danh"), Post.choices, radio=True, initial=Post.MEMBER)
    is_union_seat = shared.tick(
        gettext_lazy("Đại diện công đoàn"),
        help_text=gettext_lazy("Hội đồng sáng kiến cần có đại diện công đoàn của đơn vị tác giả."),
    )
    since_on = shared.day(gettext_lazy("Từ ngày"))
    reason = shared.line(
        gettext_lazy("Theo văn bản, lý do"),
        most=300,
        required=gettext_lazy("Hãy ghi văn bản hoặc lý do."),
        help_text=gettext_lazy("Ví dụ: Quyết định 12/QĐ-CT ngày 05/01/2026."),
    )


class LeaveForm(forms.Form):
    """The last day of a seat or of a council."""

    until_on = shared.day(gettext_lazy("Ngày cuối"))
    reason = shared.line(gettext_lazy("Lý do"), most=300, required=gettext_lazy("Hãy ghi lý do."))

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        options.setdefault("initial", {"until_on": today})
        super().__init__(*args, **options)
