"""What the support holds about a person."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, eraser, holding
from sangkien.support.actions import forgetting
from sangkien.support.models import (
    Caretaking,
    DraftVersion,
    HelpNote,
    HelpRequest,
    HelpWork,
    TeamMember,
)

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


@holding("help_versions", label=lambda: _("Bản viết giúp"), order=58)
def versions(user_id: int) -> Iterator[Record]:
    """Those written for the person, and those that the person wrote for others."""
    rows = DraftVersion.objects.filter(Q(written_by_id=user_id) | Q(request__asked_by_id=user_id))
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="request", label=_("Yêu cầu số"), value=row.request_id),
            Fact(key="words", label=_("Nội dung"), value=" · ".join(map(str, row.words.values()))),
            Fact(key="state", label=_("Trạng thái"), value=row.get_state_display()),
            Fact(key="written_at", label=_("Viết lúc"), value=row.written_at),
        )


@holding("support_teams", label=lambda: _("Tham gia Tổ hỗ trợ sáng kiến"), order=59)
def teams(user_id: int) -> Iterator[Record]:
    rows = TeamMember.objects.filter(user_id=user_id).select_related("team")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="team", label=_("Tổ"), value=row.team.name),
            Fact(key="tasks", label=_("Nhiệm vụ"), value=", ".join(row.tasks)),
            Fact(key="since_on", label=_("Từ ngày"), value=row.since_on),
            Fact(key="shows_phone", label=_("Cho hiện số điện thoại"), value=row.shows_phone),
        )


@holding("support_work", label=lambda: _("Nhật ký công việc của Tổ hỗ trợ"), order=60)
def work(user_id: int) -> Iterator[Record]:
    rows = HelpWork.objects.filter(member__user_id=user_id).select_related("unit")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="unit", label=_("Đơn vị"), value=row.unit.name),
            Fact(key="done_on", label=_("Ngày làm"), value=row.done_on),
            Fact(key="what", label=_("Nội dung"), value=row.what),
        )


@holding("support_care", label=lambda: _("Đơn vị được giao phụ trách"), order=61)
def cared_for(user_id: int) -> Iterator[Record]:
    rows = Caretaking.objects.filter(member__user_id=user_id).select_related("unit")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="unit", label=_("Đơn vị"), value=row.unit.name),
            Fact(key="due_on", label=_("Hạn"), value=row.due_on),
            Fact(key="assigned_at", label=_("Giao lúc"), value=row.assigned_at),
        )
