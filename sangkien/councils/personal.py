"""What councils hold about a person: seats, own score sheets, own open votes, interests. Of a secret
vote nothing is held but that somebody took part.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, eraser, holding
from sangkien.councils.actions import following
from sangkien.councils.enums import Choice, InterestKind, Post
from sangkien.councils.models import Interest, Seat, Sheet, Slip

eraser("councils")(following.anonymise)


@holding("council_seats", label=lambda: _("Thành viên hội đồng"), order=60)
def seats(user_id: int) -> Iterator[Record]:
    rows = Seat.objects.filter(user_id=user_id).select_related("council__unit")
    for row in rows.order_by("since_on", "pk"):
        yield (
            Fact(key="council", label=_("Hội đồng"), value=row.council.name),
            Fact(key="unit", label=_("Đơn vị"), value=row.council.unit.name),
            Fact(key="post", label=_("Chức danh"), value=str(Post(row.post).label)),
            Fact(key="since_on", label=_("Từ ngày"), value=row.since_on),
            Fact(key="until_on", label=_("Đến hết ngày"), value=row.until_on),
        )


@holding("council_sheets", label=lambda: _("Phiếu chấm điểm của tôi"), order=61)
def sheets(user_id: int) -> Iterator[Record]:
    rows = Sheet.objects.filter(seat__user_id=user_id).select_related("item")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="item", label=_("Nội dung"), value=row.item.title),
            Fact(key="remark", label=_("Nhận xét"), value=row.remark),
            Fact(key="submitted_at", label=_("Nộp lúc"), value=row.submitted_at),
        )


@holding("council_votes", label=lambda: _("Biểu quyết công khai của tôi"), order=61)
def votes(user_id: int) -> Iterator[Record]:
    rows = Slip.objects.filter(seat__user_id=user_id).select_related("line__ballot")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="ballot", label=_("Phiếu"), value=row.line.ballot.title),
            Fact(key="line", label=_("Nội dung"), value=row.line.label),
            Fact(key="choice", label=_("Đã chọn"), value=str(Choice(row.choice).label)),
        )


@holding("council_interests", label=lambda: _("Khai có liên quan"), order=62)
def interests(user_id: int) -> Iterator[Record]:
    rows = Interest.objects.filter(user_id=user_id).select_related("item")
    for row in rows.order_by("pk"):
        yield (
            Fact(key="item", label=_("Nội dung"), value=row.item.title),
            Fact(key="kind", label=_("Lý do"), value=str(InterestKind(row.kind).label)),
            Fact(key="sentence", label=_("Đã khai"), value=row.sentence),
        )
