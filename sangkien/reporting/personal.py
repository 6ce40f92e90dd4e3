"""What the reporting calendar holds about a person: what somebody sent for a unit."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, holding
from sangkien.reporting.models import ReportVersion


@holding("sent_reports", label=lambda: _("Báo cáo đã gửi thay mặt đơn vị"), order=58)
def sent(user_id: int) -> Iterator[Record]:
    rows = ReportVersion.objects.filter(sent_by_id=user_id).select_related(
        "report__occurrence__request", "report__unit"
    )
    for row in rows.order_by("pk").iterator():
        report = row.report
        yield (
            Fact(key="title", label=_("Báo cáo"), value=report.occurrence.request.title),
            Fact(key="unit", label=_("Đơn vị"), value=report.unit.name),
            Fact(key="number", label=_("Bản số"), value=row.number),
            Fact(key="sent_at", label=_("Gửi lúc"), value=row.sent_at),
        )
