"""Signed papers: decisions, certificates, and the page of one recognised initiative."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.initiatives import queries as initiatives
from sangkien.papers import qr
from sangkien.papers.queries import docx_of, joined_pdf, pdf_of
from sangkien.recognition import permissions, writing
from sangkien.recognition.queries import appeals, offices
from sangkien.recognition.queries import decisions as queries
from sangkien.web.recognition.frame import file_name
from sangkien.web.shared.downloads import docx_response, pdf_response
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.papers.models import IssuedPaper

PER_FILE = 100


@require_safe
def of_initiative(request: WorkRequest, code: str) -> HttpResponse:
    """What was decided about one initiative, with its papers and what may be done."""
    initiative = initiatives.with_authors(initiatives.get_initiative(code, actor=request.actor))
    recognition = queries.of_initiative(initiative)
    certificates = queries.certificates_of(recognition) if recognition else []
    earlier = queries.earlier_papers(certificates)
    refused = appeals.refused(initiative)
    actor = request.actor
    context = {
        "initiative": initiative,
        "recognition": recognition,
        "certificates": [
            {
                "row": one,
                "qr": qr.data_uri(one.paper.address) if one.paper.is_in_force else "",
                "earlier": earlier[one.pk],
            }
            for one in certificates
        ],
        "changes": queries.changes_of(recognition) if recognition else [],
        "refused": refused,
        "earlier_refusals": queries.earlier_refusals(initiative),
        "appeal": appeals.appeal_of(initiative),
        "may_appeal": refused is not None and permissions.can_appeal(actor, initiative),
        "may_change": recognition is not None
        and recognition.is_in_force
        and permissions.can_decide(actor, recognition.decision.unit),
        "may_raise": recognition is not None
        and recognition.is_in_force
        and bool(offices.raising_units(actor, recognition, on=clock.today())),
    }
    return render(request, "recognition/of_initiative.html", context)


@require_safe
def decision_pdf(request: WorkRequest, pk: int) -> HttpResponseBase:
    paper = _signed(request, pk)
    return pdf_response(pdf_of(paper), file_name(f"quyet-dinh-{paper.label}"))


@require_safe
def decision_docx(request: WorkRequest, pk: int) -> HttpResponseBase:
    paper = _signed(request, pk)
    made = writing.decision_docx(paper)
    return docx_response(made, file_name(f"quyet-dinh-{paper.label}", "docx"))


def _signed(request: WorkRequest, pk: int) -> "IssuedPaper":
    found = queries.get_decision(pk, actor=request.actor)
    if found.paper is None:
        raise NotFound(_("Quyết định này chưa ký."))
    return found.paper


@require_safe
def certificate_pdf(request: WorkRequest, pk: int) -> HttpResponseBase:
    """For the author and the officers."""
    found = queries.get_certificate(pk, actor=request.actor)
    return pdf_response(pdf_of(found.paper), file_name(f"giay-chung-nhan-{found.paper.label}"))


@require_safe
def certificate_docx(request: WorkRequest, pk: int) -> HttpResponseBase:
    """The same for Word, plainer."""
    found = queries.get_certificate(pk, actor=request.actor)
    made = docx_of(found.paper)
    return docx_response(made, file_name(f"giay-chung-nhan-{found.paper.label}", "docx"))


@require_safe
def certificates_pdf(request: WorkRequest, pk: int) -> HttpResponseBase:
    """All certificates in force of a decision, so many to a file, for printing."""
    found = queries.get_decision(pk, actor=request.actor)
    typed = request.GET.get("phan", "1")
    part = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1  # noqa: PLR2004 - digits of a part
    papers = queries.certificate_papers(found, after=(max(part, 1) - 1) * PER_FILE, limit=PER_FILE)
    if not papers:
        raise NotFound(_("Không có giấy chứng nhận nào để in."))
    return pdf_response(
        joined_pdf(papers), file_name(f"giay-chung-nhan-{found.pk}-phan-{max(part, 1)}")
    )
