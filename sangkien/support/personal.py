"""What the support holds about a person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, eraser, holding
from sangkien.support.actions import forgetting
from sangkien.support.models import HelpNote, HelpRequest

eraser("support")(forgetting.forget)


@holding("help_requests", label=lambda: _("Yêu cầu hỗ trợ đã gửi"), order=56)
def asked(user_id: int) -> Iterator[Record]:
    rows = HelpRequest.objects.filter(asked_by_id=user_id).select_related("unit")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="need", label=_("Cần giúp"), value=row.need),
            Fact(key="unit", label=_("Đơn vị"), value=row.unit.name),
            Fact(key="state", label=_("Trạng thái"), value=row.get_state_display()),
            Fact(key="asked_at", label=_("Gửi lúc"), value=row.asked_at),
        )


@holding("help_notes", label=lambda: _("Đã viết trong nhật ký hỗ trợ"), order=57)
def written(user_id: int) -> Iterator[Record]:
    rows = HelpNote.objects.filter(written_by_id=user_id)
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="request", label=_("Yêu cầu số"), value=row.request_id),
            Fact(key="text", label=_("Nội dung"), value=row.text),
            Fact(key="written_at", label=_("Viết lúc"), value=row.written_at),
        )
