"""What recognition holds about a person: certificates and appeals."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, eraser, holding
from sangkien.initiatives.rules import percent_words
from sangkien.recognition.actions import forgetting
from sangkien.recognition.models import Appeal, Certificate

eraser("recognition")(forgetting.forget)


@holding("certificates", label=lambda: _("Giấy chứng nhận sáng kiến"), order=55)
def certificates(user_id: int) -> Iterator[Record]:
    rows = Certificate.objects.filter(user_id=user_id).select_related("paper__unit")
    for row in rows.order_by("pk").iterator():
        revoked: datetime | None = row.paper.revoked_at
        yield (
            Fact(key="number", label=_("Số"), value=row.paper.label),
            Fact(key="title", label=_("Tên sáng kiến"), value=row.paper.title),
            Fact(key="name", label=_("Tên đã ghi"), value=row.name),
            Fact(key="share", label=_("Tỷ lệ đóng góp"), value=f"{percent_words(row.share_bp)} %"),
            Fact(key="unit", label=_("Đơn vị cấp"), value=row.paper.unit.name),
            Fact(key="issued_on", label=_("Ngày cấp"), value=row.paper.issued_on),
            Fact(key="code", label=_("Mã xác minh"), value=row.paper.reference),
            Fact(key="revoked_at", label=_("Thu hồi lúc"), value=revoked),
        )


@holding("appeals", label=lambda: _("Kiến nghị xem xét lại"), order=56)
def appeals(user_id: int) -> Iterator[Record]:
    for row in Appeal.objects.filter(sent_by_id=user_id).select_related("initiative"):
        yield (
            Fact(key="initiative", label=_("Sáng kiến"), value=row.initiative.title),
            Fact(key="text", label=_("Nội dung"), value=row.text),
            Fact(key="sent_at", label=_("Gửi lúc"), value=row.sent_at),
            Fact(key="due_on", label=_("Hạn trả lời"), value=row.due_on),
            Fact(key="state", label=_("Kết quả"), value=row.get_state_display()),
            Fact(key="answer", label=_("Trả lời"), value=row.answer),
        )
