"""The sides of the calendar: what one owes, what one reads as an auditor, what one asked for."""

import datetime as dt
import re
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.access.permissions import Permission
from sangkien.reporting import permissions
from sangkien.web.shared.rows import Link

if TYPE_CHECKING:
    from sangkien.access.actor import Actor

MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


def month_of(typed: str, today: dt.date) -> dt.date:
    """ "2026-11": its first day; nonsense is the month of today."""
    found = MONTH.fullmatch(typed)
    return dt.date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)


def tabs_of(actor: "Actor", *, current: str) -> list[Link]:
    """The sides of the calendar that somebody has; none where there is only one."""
    sides = (
        ("own", "index", _("Phải nộp"), actor.can_somewhere(Permission.REPORT_SEND)),
        ("overseen", "overseen", _("Đơn vị phải nộp"), permissions.oversees(actor)),
        ("asked", "asked", _("Đã giao đơn vị"), permissions.reads_requests(actor)),
    )
    links = [
        Link(label=label, url=reverse(f"reporting:{page}"), current=current == name)
        for name, page, label, is_theirs in sides
        if is_theirs
    ]
    return links if len(links) > 1 else []
