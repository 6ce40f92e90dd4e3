"""Papers that the program writes: the report, the list of initiatives."""

import datetime as dt
from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.commendation import dossier_writing as writing
from sangkien.commendation.dossier_writing import Basis
from sangkien.commendation.queries import dossiers
from sangkien.commendation.queries.figures import figures_of, initiatives_of
from sangkien.core import text
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.papers import printing
from sangkien.web.shared.downloads import docx_response, pdf_response
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.commendation.models import Dossier
    from sangkien.papers.official import OfficialPaper


def _answer(paper: "OfficialPaper", kind: str, name: str) -> HttpResponseBase:
    stem = "-".join(text.fold(name).split())[:80]
    if kind == "pdf":
        return pdf_response(printing.as_pdf(paper), f"{stem}.pdf")
    if kind == "docx":
        return docx_response(printing.as_docx(paper), f"{stem}.docx")
    raise NotFound(_("Không có dạng văn bản này."))


def _basis(request: WorkRequest, dossier: "Dossier") -> Basis:
    return Basis(figures=figures_of(dossier, at=request.received_at), rows=initiatives_of(dossier))


def _day(request: WorkRequest, dossier: "Dossier") -> dt.date:
    """When it was sent; what is being written is of today."""
    return dossiers.sent_on(dossier) or local_day(request.received_at)


@require_safe
def report(request: WorkRequest, pk: int, kind: str) -> HttpResponseBase:
    """ "Báo cáo thành tích"."""
    dossier = dossiers.get_dossier(pk, actor=request.actor)
    paper = writing.report_paper(dossier, _basis(request, dossier), on=_day(request, dossier))
    return _answer(paper, kind, f"bao cao thanh tich {dossier.holder_name}")


@require_safe
def listing(request: WorkRequest, pk: int, kind: str) -> HttpResponseBase:
    """ "Danh sách sáng kiến"."""
    dossier = dossiers.get_dossier(pk, actor=request.actor)
    paper = writing.list_paper(dossier, _basis(request, dossier), on=_day(request, dossier))
    return _answer(paper, kind, f"danh sach sang kien {dossier.holder_name}")
