""" "Sổ văn bản đi" of a unit, on the screen and for Excel."""

import io
import tempfile
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from xlsxwriter import Workbook

from sangkien.core import clock, numbers
from sangkien.core.errors import NotFound
from sangkien.documents import permissions, queries
from sangkien.documents.queries.register import MOST_WRITTEN
from sangkien.papers.enums import PaperKind
from sangkien.units import queries as units
from sangkien.web.documents.forms import KindForm
from sangkien.web.shared.downloads import workbook_response
from sangkien.web.shared.paging import number
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.papers.models import IssuedPaper
    from sangkien.units.models import Unit

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDTHS = (20, 12, 28, 60, 28, 28, 16)
FIRST_ROW = 4


def _asked(request: WorkRequest, unit_code: str) -> tuple["Unit", list[int], int, str]:
    """The unit, its years, and what the reader chose of them."""
    unit = units.get_unit(unit_code, actor=request.actor)
    if not permissions.can_read_register(request.actor, unit):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    years = queries.register_years(unit) or [clock.today().year]
    wanted, kind = number(request.GET.get("nam")), request.GET.get("loai", "")
    year = wanted if wanted in years else years[0]
    return unit, years, year or years[0], kind if kind in PaperKind.values else ""


@require_safe
def register(request: WorkRequest, unit_code: str) -> HttpResponse:
    unit, years, year, kind = _asked(request, unit_code)
    before = number(request.GET.get("sau"))
    page = queries.register_page(unit, year=year, kind=kind, before=before)
    here = reverse("documents:register", args=[unit.code])
    chosen = {"nam": year, **({"loai": kind} if kind else {})}
    context = {
        "unit": unit,
        "year": year,
        "filter": KindForm(initial={"loai": kind}),
        "tabs": [
            Link(
                label=str(one),
                url=f"{here}?{urlencode({**chosen, 'nam': one})}",
                current=one == year,
            )
            for one in years
        ],
        "rows": page.rows,
        "first_url": f"{here}?{urlencode(chosen)}" if before is not None else "",
        "following_url": f"{here}?{urlencode({**chosen, 'sau': page.following})}"
        if page.following
        else "",
        "sheet_url": f"{reverse('documents:register_sheet', args=[unit.code])}?{urlencode(chosen)}",
    }
    return render(request, "documents/register.html", context)


@require_safe
def sheet(request: WorkRequest, unit_code: str) -> HttpResponseBase:
    """Written in constant memory; what is longer than a file of a reasonable size says so."""
    unit, _years, year, kind = _asked(request, unit_code)
    kept = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        Workbook(kept, {**OPTIONS, "tmpdir": folder}) as book,
    ):
        _write(book, unit, year, kind)
    return workbook_response(kept.getvalue(), f"so-van-ban-di-{unit.code}-{year}.xlsx")


def _write(book: Workbook, unit: "Unit", year: int, kind: str) -> None:
    page = book.add_worksheet(_("Sổ văn bản đi"))
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    said = {"unit": unit.name, "year": year}
    page.write_string(0, 0, _("Sổ văn bản đi năm %(year)d: %(unit)s") % said, bold)
    if queries.is_longer(unit, year=year, kind=kind):
        words = _("Tệp này ghi %(n)s văn bản đầu của năm; hãy tải theo từng loại để có đủ.")
        page.write_string(1, 0, words % {"n": numbers.thousands(MOST_WRITTEN)}, bold)
    heads = (
        *(_("Số, ký hiệu"), _("Ngày"), _("Loại"), _("Trích yếu"), _("Người được cấp")),
        *(_("Người ký"), _("Tình trạng")),
    )
    for column, head in enumerate(heads):
        page.write_string(FIRST_ROW - 1, column, head, bold)
    rows = queries.register_rows(unit, year=year, kind=kind)
    for line, paper in enumerate(rows, start=FIRST_ROW):
        for column, words in enumerate(_cells(paper)):
            page.write_string(line, column, words, wrapped)


def _cells(paper: "IssuedPaper") -> tuple[str, ...]:
    state = _("Còn hiệu lực")
    if paper.revoked_at:
        state = _("Đã thu hồi")
    elif paper.replaced_by_id:
        state = _("Đã cấp lại")
    return (
        paper.label,
        f"{paper.issued_on:%d/%m/%Y}",
        str(paper.get_kind_display()),
        paper.title,
        paper.holder,
        f"{paper.signer_name}, {paper.signer_post}",
        state,
    )
