"""An award with its rules as PDF, in the official layout."""

from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.commendation.queries import catalogue
from sangkien.core.language import in_vietnamese
from sangkien.papers import printing
from sangkien.papers.official import Letterhead, OfficialPaper, Paragraph, Signature, Table
from sangkien.units.queries import names_then
from sangkien.web.commendation import award_drawing as drawing
from sangkien.web.shared.downloads import pdf_response
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.commendation.models import Award


@require_safe
def pdf(request: WorkRequest, pk: int) -> HttpResponseBase:
    row = catalogue.get_award(pk, actor=request.actor)
    return pdf_response(printing.as_pdf(_paper(row)), f"hinh-thuc-khen-{row.pk}.pdf")


@in_vietnamese()
def _paper(row: "Award") -> OfficialPaper:
    names = names_then(row.unit, row.since_on)
    return OfficialPaper(
        letterhead=Letterhead(
            superior=names.superior, issuer=names.unit, label="", place=names.place
        ),
        kind=_("QUY ĐỊNH HÌNH THỨC KHEN THƯỞNG"),
        title=row.name,
        body=tuple(_body(row)),
        signatures=(Signature(lines=(_("TM. BAN CHẤP HÀNH"),)),),
        is_draft=row.is_draft,
    )


def _body(row: "Award") -> list[Paragraph | Table]:
    terms, names = row.read, catalogue.names_at(row.unit)
    body: list[Paragraph | Table] = [
        Paragraph(text=words)
        for words in (
            _("Loại: %(form)s. Đối tượng: %(holder)s.")
            % {"form": row.get_form_display(), "holder": row.get_holder_kind_display()},
            _("Căn cứ: %(basis)s") % {"basis": row.basis} if row.basis else "",
            "" if row.is_verified else _("Cần kiểm chứng: %(note)s") % {"note": row.verify_note},
        )
        if words
    ]
    lines = [
        (route.name or _("Điều kiện chung"), one.words, one.how)
        for route in drawing.routes(terms, names)
        for one in route.conditions
    ]
    if lines:
        body.append(
            Table(
                header=(_("Trường hợp"), _("Điều kiện"), _("Cách xét")),
                rows=tuple(lines),
                widths=(5, 7, 6),
                aligns=("left", "left", "left"),
                caption=_("Điều kiện (đạt một trường hợp và mọi điều kiện chung)"),
            )
        )
    rest = (
        *drawing.quota(terms.quota, names),
        drawing.vote(terms.vote),
        _("Tiền thưởng: %(money)s")
        % {"money": drawing.money(terms.money, is_verified=row.is_verified)},
        *(_("Hồ sơ: %(name)s") % {"name": line.name} for line in terms.documents),
    )
    return [*body, *(Paragraph(text=words) for words in rest)]
