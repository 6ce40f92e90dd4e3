"""A criteria table as PDF and as Word file, in the official layout."""

import datetime as dt
from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.papers import printing
from sangkien.papers.official import (
    Letterhead,
    OfficialPaper,
    Paragraph,
    Signature,
    Table,
)
from sangkien.scoring import queries
from sangkien.units.queries import names_then
from sangkien.web.scoring import drawing
from sangkien.web.shared.downloads import docx_response, pdf_response
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.scoring.models import CriteriaTable
    from sangkien.scoring.rules.tables import Table as Criteria

LONG_CODE = 4  # letters that fit into a narrow column


@require_safe
def pdf(request: WorkRequest, pk: int) -> HttpResponseBase:
    row = queries.get_table(pk, actor=request.actor)
    return pdf_response(printing.as_pdf(_paper(row)), f"bang-diem-{row.pk}.pdf")


@require_safe
def word(request: WorkRequest, pk: int) -> HttpResponseBase:
    row = queries.get_table(pk, actor=request.actor)
    return docx_response(printing.as_docx(_paper(row)), f"bang-diem-{row.pk}.docx")


def _body(table: "Criteria") -> list[Paragraph | Table]:
    body: list[Paragraph | Table] = [
        Table(
            header=("TT", _("Nội dung"), _("Cách chấm"), _("Điểm")),
            rows=tuple(
                (line.node.code, line.node.name, "; ".join(line.how), line.points)
                for line in drawing.lines(table)
            ),
            widths=(3 if _has_long_codes(table) else 2, 9, 7, 2),
            aligns=("center", "left", "left", "right"),
        )
    ]
    if table.bands:
        body.append(
            Table(
                header=(_("Xếp loại"), _("Từ điểm"), _("Điều kiện")),
                rows=tuple(
                    (band.name, band.low, "; ".join(band.conditions))
                    for band in drawing.bands(table)
                ),
                widths=(4, 2, 12),
                aligns=("left", "right", "left"),
                caption=_("Mức xếp loại"),
            )
        )
    if table.source:
        said = _("Căn cứ: %(source)s")
        if table.source.startswith(("http://", "https://")):  # an address is no legal ground
            said = _("Tham khảo: %(source)s")
        body.append(Paragraph(text=said % {"source": table.source}, is_italic=True, align="left"))
    return body


def _has_long_codes(table: "Criteria") -> bool:
    return any(len(node.code) > LONG_CODE for node in table.nodes)


def _paper(row: "CriteriaTable") -> OfficialPaper:
    table = row.table
    names = names_then(row.unit, dt.date(row.year, 12, 31))
    return OfficialPaper(
        letterhead=Letterhead(
            superior=names.superior, issuer=names.unit, label=row.number, place=names.place
        ),
        kind=_("BẢNG TIÊU CHÍ CHẤM ĐIỂM"),
        title=_("%(name)s, năm %(year)d") % {"name": table.name, "year": row.year},
        body=tuple(_body(table)),
        signatures=(Signature(lines=(_("TM. BAN CHẤP HÀNH"),)),),
        is_draft=row.is_draft,
    )
