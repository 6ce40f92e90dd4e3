"""The list of payments as an official paper; every print after the first is a copy and says so."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sangkien.commendation.actions import paying
from sangkien.commendation.queries import money
from sangkien.commendation.rules.money import in_letters as in_letters_of
from sangkien.core import clock, numbers
from sangkien.core.language import in_vietnamese
from sangkien.core.periods import local_day
from sangkien.papers import printing
from sangkien.papers.official import Letterhead, OfficialPaper, Paragraph, Signature, Table
from sangkien.units.queries import names_then
from sangkien.web.shared.downloads import pdf_response
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.commendation.models import PaymentList


@require_POST
def export(request: WorkRequest, pk: int) -> HttpResponseBase:
    """ "Xuất danh sách chi"."""
    row = money.get_list(pk, actor=request.actor)
    done = paying.export(row, by=request.actor, at=clock.now())
    return pdf_response(printing.as_pdf(paper(done)), f"danh-sach-chi-{done.export_code}.pdf")


@in_vietnamese()
def paper(row: "PaymentList") -> OfficialPaper:
    """Who receives how much, with room to sign for it."""
    decision, today = row.decision.paper, clock.today()
    names = names_then(row.fund.unit, local_day(row.approved_at or row.prepared_at))
    approver = row.approved_by.full_name if row.approved_by else ""
    in_letters = _("Tổng số tiền bằng chữ: %(words)s./.") % {"words": in_letters_of(row.total_vnd)}
    return OfficialPaper(
        letterhead=Letterhead(
            superior=names.superior, issuer=names.unit, place=names.place, issued_on=today
        ),
        kind=_("DANH SÁCH CHI TIỀN THƯỞNG"),
        title=_("Kèm theo Quyết định số %(label)s") % {"label": decision.label if decision else ""},
        body=(
            Paragraph(text=_mark(row), align="center", is_bold=row.exports > 1),
            _table(row),
            Paragraph(text=in_letters, is_italic=True),
        ),
        signatures=(
            Signature(lines=(_("NGƯỜI LẬP"),), name=row.prepared_by.full_name),
            Signature(lines=(_("NGƯỜI DUYỆT CHI"),), name=approver),
        ),
    )


def _table(row: "PaymentList") -> Table:
    rows = [
        (str(place), one.holder_name, one.title, numbers.written(Decimal(line.amount_vnd)), "")
        for place, line in enumerate(money.every_line(row).iterator(), start=1)
        for one in (line.conferral,)
    ]
    total = ("", _("Cộng"), "", numbers.written(Decimal(row.total_vnd)), "")
    return Table(
        header=("TT", _("Họ tên, tập thể"), _("Hình thức"), _("Số tiền (đồng)"), _("Ký nhận")),
        rows=(*rows, total),
        widths=(1, 6, 5, 3, 3),
        aligns=("center", "left", "left", "right", "left"),
        last_is_total=True,
    )


def _mark(row: "PaymentList") -> str:
    told = {"code": row.export_code, "n": row.exports}
    if row.exports > 1:
        return _("BẢN SAO, lần xuất thứ %(n)d. Mã danh sách %(code)s") % told
    return _("Mã danh sách %(code)s") % told
