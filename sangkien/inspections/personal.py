"""What inspections hold about a person: in which teams somebody was, what was confirmed and answered
for a unit. All of it stays when a person asks for erasure: minutes are official papers.
"""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, holding
from sangkien.inspections.enums import TeamPost
from sangkien.inspections.models import Answer, TeamMember, Visit


@holding("inspection_teams", label=lambda: _("Tham gia đoàn kiểm tra, giám sát"), order=65)
def teams(user_id: int) -> Iterator[Record]:
    rows = TeamMember.objects.filter(user_id=user_id).select_related(
        "visit__inspection", "visit__unit"
    )
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="inspection", label=_("Đợt"), value=row.visit.inspection.title),
            Fact(key="unit", label=_("Đơn vị được kiểm tra"), value=row.visit.unit.name),
            Fact(key="post", label=_("Vai trò"), value=str(TeamPost(row.post).label)),
        )


@holding("inspection_minutes", label=lambda: _("Biên bản kiểm tra đã xác nhận"), order=66)
def confirmed(user_id: int) -> Iterator[Record]:
    rows = Visit.objects.filter(Q(proposed_by_id=user_id) | Q(accepted_by_id=user_id))
    for row in rows.select_related("inspection", "unit").order_by("pk").iterator():
        yield (
            Fact(key="inspection", label=_("Đợt"), value=row.inspection.title),
            Fact(key="unit", label=_("Đơn vị được kiểm tra"), value=row.unit.name),
            Fact(key="accepted_at", label=_("Khóa biên bản lúc"), value=row.accepted_at),
        )


@holding("inspection_answers", label=lambda: _("Kết quả khắc phục đã gửi"), order=67)
def answers(user_id: int) -> Iterator[Record]:
    rows = Answer.objects.filter(sent_by_id=user_id).select_related("finding__unit")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="unit", label=_("Đơn vị"), value=row.finding.unit.name),
            Fact(key="words", label=_("Nội dung"), value=row.words),
            Fact(key="sent_at", label=_("Gửi lúc"), value=row.sent_at),
        )
