""" "Bảng chấm điểm": one card as PDF and as Word file, a mark of a draft over it until published."""

from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core import clock
from sangkien.core.periods import instant_words
from sangkien.papers import printing
from sangkien.papers.official import (
    Align,
    Block,
    Items,
    Letterhead,
    OfficialPaper,
    Paragraph,
    Signature,
    Table,
)
from sangkien.scoring import permissions
from sangkien.scoring.automatic import span_of
from sangkien.scoring.queries import answering
from sangkien.scoring.queries import cards as queries
from sangkien.units.queries import names_then
from sangkien.web.scoring import card_drawing
from sangkien.web.scoring.card_drawing import Beside, Row, Sheet
from sangkien.web.shared.downloads import docx_response, pdf_response
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.scoring.models import Card


@require_safe
def pdf(request: WorkRequest, pk: int) -> HttpResponseBase:
    return pdf_response(printing.as_pdf(_paper(request, pk)), f"bang-cham-diem-{pk}.pdf")


@require_safe
def word(request: WorkRequest, pk: int) -> HttpResponseBase:
    return docx_response(printing.as_docx(_paper(request, pk)), f"bang-cham-diem-{pk}.docx")


def _paper(request: WorkRequest, pk: int) -> OfficialPaper:
    """Only what the reader sees on the page."""
    card = queries.get_card(pk, actor=request.actor)
    columns = queries.submitted(queries.columns_of(card))
    readable = [row for row in columns if permissions.can_read(request.actor, card, row)]
    answers = card_drawing.answers_by_code(answering.explanations_of(card))
    sheet = card_drawing.sheet(card, readable, Beside(explanations=answers))
    opening = card.opening
    names = names_then(opening.unit, span_of(opening.year, opening.part).until)
    return OfficialPaper(
        letterhead=Letterhead(superior=names.superior, issuer=names.unit, place=names.place),
        kind=_("BẢNG CHẤM ĐIỂM THI ĐUA"),
        title=f"{card.unit.name}, {card.opening.when.lower()}",
        body=tuple(_body(card, sheet)),
        signatures=(
            Signature(lines=(_("ĐƠN VỊ ĐƯỢC CHẤM"),)),
            Signature(lines=(_("TM. HỘI ĐỒNG THI ĐUA, KHEN THƯỞNG"),)),
        ),
        fingerprint=readable[-1].digest if card.is_final and readable else "",
        is_landscape=True,
        is_draft=not card.is_final,
    )


def _body(card: "Card", sheet: Sheet) -> list[Block]:
    table = card.opening.table
    about = _("Theo %(table)s%(number)s.") % {
        "table": str(table),
        "number": f" ({table.number})" if table.number else "",
    }
    body: list[Block] = [Paragraph(text=about), _table(sheet)]
    last = sheet.last
    if last is None:
        return [*body, Paragraph(text=_("Chưa có cột điểm nào được gửi."), is_italic=True)]
    if last.findings:
        body.append(Items(items=last.findings))
    if last.column.reference:
        body.append(Paragraph(text=_("Biên bản: %(n)s") % {"n": last.column.reference}))
    at = _("Số liệu lúc %(at)s") % {"at": instant_words(clock.now())}
    return [*body, Paragraph(text=at, is_italic=True, align="left")]


def _table(sheet: Sheet) -> Table:
    number = len(sheet.heads)
    sums = [
        ("", _("Tổng điểm"), "", *(one.total for one in sheet.results), ""),
        ("", _("Xếp loại"), "", *(one.class_name for one in sheet.results), ""),
    ]
    rows = [_row(row) for row in sheet.rows]
    marks: list[Align] = ["right"] * number
    return Table(
        header=(_("TT"), _("Nội dung"), _("Tối đa"), *sheet.heads, _("Lý do, giải trình")),
        rows=(*rows, *(sums if number else [])),
        widths=(2, 12, 2, *([2] * number), 8),
        aligns=("center", "left", "right", *marks, "left"),
    )


def _row(row: Row) -> tuple[str, ...]:
    said = "; ".join(f"{one.who}: {one.words}" for one in row.remarks)
    return (row.node.code, row.node.name, row.most, *(cell.points for cell in row.cells), said)
