"""The register as an Excel file: text stays text, numbers are numbers, nothing is ever a formula."""

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sangkien.commendation.models import Conferral, Revocation
from sangkien.core.periods import VIETNAM, local_day
from sangkien.core.sheets import OPTIONS

DAY = "dd/mm/yyyy"


def register(rows: Iterable[Conferral], *, title: str, at: dt.datetime) -> Iterator[bytes]:
    """One line for each award, whoever it was; bounded by the caller, kept out of memory."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        book = Workbook(file.name, OPTIONS)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": DAY, "align": "left"})
        page = book.add_worksheet(_("Sổ khen thưởng"))
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
            _write(page, number, row, day=day)
        book.close()
        file.seek(0)
        while chunk := file.read(64 * 1024):
            yield chunk


def _write(page: Worksheet, number: int, row: Conferral, *, day: Format) -> None:
    for column, value in enumerate(_cells(row)):
        if isinstance(value, dt.date):
            page.write_datetime(number, column, dt.datetime.combine(value, dt.time()), day)
        elif isinstance(value, int):
            page.write_number(number, column, value)
        elif value:
            page.write_string(number, column, value)


def _heads() -> list[tuple[str, int]]:
    return [
        (_("Năm"), 7),
        (_("Người, tập thể"), 36),
        (_("Đối tượng"), 11),
        (_("Chức vụ, nơi công tác"), 34),
        (_("Mã đơn vị"), 14),
        (_("Đơn vị"), 34),
        (_("Danh hiệu, hình thức"), 34),
        (_("Thành tích"), 44),
        (_("Số quyết định"), 18),
        (_("Ngày quyết định"), 13),
        (_("Cơ quan quyết định"), 30),
        (_("Tiền thưởng (đồng)"), 15),
        (_("Thu hồi ngày"), 13),
        (_("Đã thu hồi rồi khôi phục"), 30),
        (_("Nguồn"), 16),
    ]


def _cells(row: Conferral) -> Iterator[str | int | dt.date | None]:
    yield row.year
    yield row.holder_name
    yield str(row.get_holder_kind_display())
    yield row.holder_about
    yield row.unit.code
    yield row.unit.name
    yield row.title
    yield row.achievement
    yield row.label
    yield row.decided_on
    yield row.authority
    yield row.amount_vnd or None
    yield row.revoked_at.astimezone(VIETNAM).date() if row.revoked_at else None
    yield "; ".join(_turned(one) for one in getattr(row, "past", ()))
    yield _("Nhập từ Excel") if row.source else _("Quyết định trên hệ thống")


def _turned(one: Revocation) -> str:
    """Revoked once and given back: both days."""
    days = {"ended": one.signed_at or one.prepared_at, "back": one.restored_at or one.prepared_at}
    said = {name: f"{local_day(at):%d/%m/%Y}" for name, at in days.items()}
    return _("thu hồi %(ended)s, khôi phục %(back)s") % said


def _when(at: dt.datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
