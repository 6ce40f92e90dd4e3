"""The log as an Excel file: text stays text, numbers are numbers, nothing is ever a formula."""

import datetime as dt
import tempfile
from collections.abc import Iterable

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from sangkien.agreements.enums import TargetBase
from sangkien.core.periods import VIETNAM
from sangkien.core.sheets import OPTIONS
from sangkien.followup.models import Urging

Cell = str | int | None


def log(rows: Iterable[Urging], *, title: str, at: dt.datetime) -> bytes:
    """One line for each urging; bounded by the caller."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        book = Workbook(file.name, OPTIONS)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        page = book.add_worksheet(_("Nhật ký đôn đốc"))
        page.set_landscape()
        page.fit_to_pages(1, 0)
        heads = _heads()
        for column, (_head, width) in enumerate(heads):
            page.set_column(column, column, width)
        page.write_string(0, 0, title, bold)
        page.write_string(1, 0, _("Lập lúc %(at)s") % {"at": _when(at)})
        for column, (head, _width) in enumerate(heads):
            page.write_string(3, column, head, bold)
        for number, row in enumerate(rows, start=4):
            for column, value in enumerate(_cells(row)):
                if isinstance(value, int):
                    page.write_number(number, column, value)
                elif value:
                    page.write_string(number, column, value)
        book.close()
        file.seek(0)
        return file.read()


def _heads() -> list[tuple[str, int]]:
    return [
        (_("Thời điểm"), 17),
        (_("Mã đơn vị"), 14),
        (_("Đơn vị"), 36),
        (_("Bước"), 22),
        (_("Đôn đốc về"), 22),
        (_("Đơn vị đôn đốc"), 26),
        (_("Người đôn đốc"), 22),
        (_("Đã gửi lúc đó"), 10),
        (_("Hợp lệ lúc đó"), 10),
        (_("Chỉ tiêu"), 10),
        (_("Chỉ tiêu tính theo"), 12),
        (_("Số liệu tính đến"), 17),
        (_("Đã gửi sau 48 giờ"), 10),
        (_("Hợp lệ sau 48 giờ"), 10),
        (_("Báo cáo quá hạn lúc đó"), 10),
        (_("Báo cáo quá hạn sau 48 giờ"), 10),
        (_("Kết quả cuộc gọi"), 18),
        (_("Đơn vị trả lời"), 18),
        (_("Lời của đơn vị"), 36),
        (_("Nội dung đôn đốc"), 60),
    ]


def _cells(row: Urging) -> list[Cell]:
    by = row.round.made_by
    return [
        _when(row.urged_at),
        row.unit.code,
        row.unit.name,
        str(row.get_step_display()),
        str(row.round.get_topic_display()),
        row.round.issuer.name,
        by.full_name if by else "",
        row.sent_then,
        row.valid_then,
        row.target,
        str(TargetBase(row.base).label),
        _when(row.talk_counted_at or row.counted_at),
        row.after_sent,
        row.after_valid,
        row.late_before,
        row.after_late_reports,
        str(row.get_outcome_display()),
        str(row.get_answer_display()),
        row.answer_words,
        row.text,
    ]


def _when(at: dt.datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
