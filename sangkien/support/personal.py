"""What the support holds about a person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, holding
from sangkien.support.models import HelpRequest


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
