"""What the second life of initiatives holds about a person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.adoption.actions import following
from sangkien.adoption.models import Adoption, Answer
from sangkien.core.personal import Fact, Record, eraser, holding

eraser("adoption")(following.anonymise)


@holding("adoptions", label=lambda: _("Sáng kiến đã đưa về đơn vị áp dụng"), order=54)
def brought(user_id: int) -> Iterator[Record]:
    rows = Adoption.objects.filter(brought_by_id=user_id).select_related("initiative", "unit")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="title", label=_("Tên sáng kiến"), value=row.initiative.title),
            Fact(key="unit", label=_("Đơn vị"), value=row.unit.name),
            Fact(key="since_on", label=_("Áp dụng từ ngày"), value=row.since_on),
            Fact(key="place", label=_("Nơi áp dụng"), value=row.place),
            Fact(key="changes", label=_("Đã thay đổi"), value=row.changes),
            Fact(key="benefit_vnd", label=_("Số tiền làm lợi (đồng)"), value=row.benefit_vnd),
            Fact(key="state", label=_("Trạng thái"), value=row.get_state_display()),
        )


@holding("use_answers", label=lambda: _("Trả lời về việc còn sử dụng"), order=55)
def answered(user_id: int) -> Iterator[Record]:
    rows = Answer.objects.filter(answered_by_id=user_id).select_related(
        "check_asked__course__initiative"
    )
    for row in rows.order_by("pk").iterator():
        title = row.check_asked.course.initiative.title
        yield (
            Fact(key="title", label=_("Tên sáng kiến"), value=title),
            Fact(key="use", label=_("Trả lời"), value=row.get_use_display()),
            Fact(key="reason", label=_("Lý do, ghi chú"), value=row.reason),
            Fact(key="answered_at", label=_("Trả lời lúc"), value=row.answered_at),
        )
