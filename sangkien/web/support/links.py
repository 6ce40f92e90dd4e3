"""The tabs of the support desk."""

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.support import queries
from sangkien.web.shared.rows import Link


def sections(actor: Actor, *, here: str) -> list[Link]:
    """What the reader has to do with; one tab alone is none."""
    in_team = bool(queries.memberships_of(actor))
    helps = actor.can_somewhere(Permission.SUPPORT_GIVE)
    manages = actor.can_somewhere(Permission.SUPPORT_MANAGE)
    offered = [
        ("queue", _("Yêu cầu"), helps),
        ("care", _("Đơn vị phụ trách"), in_team),
        ("work", _("Nhật ký công việc"), in_team),
        ("teams", _("Tổ hỗ trợ"), in_team or manages),
    ]
    links = [
        Link(label=label, url=reverse(f"support:{name}"), current=name == here)
        for name, label, shown in offered
        if shown
    ]
    return links if len(links) > 1 else []
