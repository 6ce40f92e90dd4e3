"""What the register of units holds about a person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, eraser, holding
from sangkien.units.actions import erasing
from sangkien.units.models import (
    ClusterLead,
    Departure,
    Grant,
    Membership,
    Transfer,
    UnmatchedWorkplace,
)

eraser("units")(erasing.anonymise)


@holding("memberships", label=lambda: _("Đơn vị công đoàn"), order=20)
def memberships(user_id: int) -> Iterator[Record]:
    rows = Membership.objects.filter(user_id=user_id).select_related("unit")
    left = {
        row.membership_id: row
        for row in Departure.objects.filter(membership__user_id=user_id, undone_at=None)
    }
    for row in rows.order_by("since_on", "pk"):
        departure = left.get(row.pk)
        yield (
            Fact(key="unit", label=_("Đơn vị"), value=row.unit.name),
            Fact(key="since_on", label=_("Từ ngày"), value=row.since_on),
            Fact(key="until_on", label=_("Đến hết ngày"), value=row.until_on),
            Fact(
                key="leaving",
                label=_("Lý do thôi sinh hoạt"),
                value=departure.get_cause_display() if departure else None,
            ),
            Fact(key="note", label=_("Ghi chú"), value=departure.reason if departure else None),
        )


@holding("grants", label=lambda: _("Vai trò được giao"), order=30)
def grants(user_id: int) -> Iterator[Record]:
    rows = Grant.objects.filter(user_id=user_id).select_related("unit")
    for row in rows.order_by("since_on", "pk"):
        yield (
            Fact(key="role", label=_("Vai trò"), value=row.get_role_display()),
            Fact(key="unit", label=_("Đơn vị"), value=row.unit.name),
            Fact(key="since_on", label=_("Từ ngày"), value=row.since_on),
            Fact(key="until_on", label=_("Đến hết ngày"), value=row.until_on),
            Fact(key="revoked_at", label=_("Thu hồi lúc"), value=row.revoked_at),
            Fact(key="reason", label=_("Căn cứ, lý do"), value=row.reason),
        )


@holding("cluster_leads", label=lambda: _("Trưởng, phó cụm, khối thi đua"), order=33)
def cluster_leads(user_id: int) -> Iterator[Record]:
    rows = ClusterLead.objects.filter(user_id=user_id).select_related("cluster", "unit")
    for row in rows.order_by("since_on", "pk"):
        yield (
            Fact(key="post", label=_("Chức danh"), value=row.title),
            Fact(key="cluster", label=_("Cụm, khối"), value=row.cluster.name),
            Fact(key="year", label=_("Năm"), value=row.cluster.year),
            Fact(key="unit", label=_("Đơn vị"), value=row.unit.name),
            Fact(key="since_on", label=_("Từ ngày"), value=row.since_on),
            Fact(key="until_on", label=_("Đến hết ngày"), value=row.until_on),
        )


@holding("workplaces", label=lambda: _("Nơi làm việc đã báo"), order=37)
def workplaces(user_id: int) -> Iterator[Record]:
    rows = UnmatchedWorkplace.objects.filter(asked_by_id=user_id, batch=None)
    for row in rows.select_related("near", "unit").order_by("pk"):
        yield (
            Fact(key="name", label=_("Tên nơi làm việc"), value=row.name),
            Fact(key="place", label=_("Ở đâu"), value=row.place),
            Fact(key="near", label=_("Gần nhất"), value=row.near.name),
            Fact(key="asked_at", label=_("Gửi lúc"), value=row.asked_at),
            Fact(key="state", label=_("Kết quả"), value=row.get_state_display()),
            Fact(key="unit", label=_("Đơn vị"), value=row.unit.name if row.unit else None),
            Fact(key="answer", label=_("Trả lời"), value=row.answer),
        )


@holding("transfers", label=lambda: _("Chuyển sinh hoạt công đoàn"), order=35)
def transfers(user_id: int) -> Iterator[Record]:
    rows = Transfer.objects.filter(user_id=user_id).select_related("from_unit", "to_unit")
    for row in rows.order_by("pk"):
        yield (
            Fact(key="from_unit", label=_("Từ đơn vị"), value=row.from_unit.name),
            Fact(key="to_unit", label=_("Đến đơn vị"), value=row.to_unit.name),
            Fact(key="moves_on", label=_("Từ ngày"), value=row.moves_on),
            Fact(key="state", label=_("Kết quả"), value=row.get_state_display()),
            Fact(key="reason", label=_("Lý do"), value=row.reason),
        )
