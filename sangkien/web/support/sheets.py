"""The Excel file of a team's work: every cell as text or number, never a formula."""

import io
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from sangkien.core.sheets import OPTIONS
from sangkien.support.queries import Caseload, Contribution
from sangkien.web.shared.templatetags import vi

if TYPE_CHECKING:
    from sangkien.support.models import Team

HEAD_ROW = 4


def columns() -> list[tuple[str, int]]:
    """Names with their widths in characters."""
    return [
        (_("Họ và tên"), 28),
        (_("Nhiệm vụ"), 36),
        (_("Yêu cầu đã nhận"), 12),
        (_("Yêu cầu đã đóng"), 12),
        (_("Đang giúp"), 10),
        (_("Chờ nhận, giờ (trung vị)"), 14),
        (_("Đơn vị đã giúp"), 10),
        (_("Sáng kiến đã gửi"), 11),
        (_("Sáng kiến hợp lệ"), 11),
        (_("Lượt đến đơn vị"), 10),
        (_("Gọi điện, nhắn tin"), 10),
        (_("Tập huấn, việc khác"), 11),
        (_("Lời cảm ơn"), 9),
    ]


def made(team: "Team", load: Caseload, *, at: datetime) -> bytes:
    """ "Danh sách đề nghị biểu dương" with the days and the moment of the figures above it."""
    kept = io.BytesIO()
    with Workbook(kept, {**OPTIONS, "in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        page = book.add_worksheet(_("Kết quả"))
        for place, (_name, width) in enumerate(columns()):
            page.set_column(place, place, width)
        page.write_string(0, 0, team.name, bold)
        span = (vi.day(load.since_on), vi.day(load.until_on))
        page.write_string(
            1, 0, _("Từ ngày %(first)s đến ngày %(last)s") % {"first": span[0], "last": span[1]}
        )
        page.write_string(2, 0, str(vi.as_of(at)))
        for place, (name, _width) in enumerate(columns()):
            page.write_string(HEAD_ROW, place, name, bold)
        for line, row in enumerate(load.rows, start=HEAD_ROW + 1):
            page.write_string(line, 0, row.member.user.full_name, wrapped)
            page.write_string(line, 1, ", ".join(row.member.tasks), wrapped)
            for place, value in enumerate(_numbers(row), start=2):
                if value is not None:
                    page.write_number(line, place, value, wrapped)
        page.freeze_panes(HEAD_ROW + 1, 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
    return kept.getvalue()


def _numbers(row: Contribution) -> list[int | None]:
    return [
        row.taken,
        row.closed,
        row.open,
        row.waited_hours,
        row.units,
        row.sent,
        row.valid,
        row.visits,
        row.calls,
        row.others,
        row.thanked,
    ]
