"""The signature, and the papers of a decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.commendation import permissions, writing
from sangkien.commendation.actions import conferring
from sangkien.commendation.queries import decisions as queries
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.papers.actions import issuing
from sangkien.papers.queries import docx_of, joined_pdf, pdf_of
from sangkien.recognition.queries.terms import terms
from sangkien.web.commendation.around import around, file_name
from sangkien.web.commendation.deciding_forms import SignForm
from sangkien.web.shared.downloads import docx_response, pdf_response
from sangkien.web.shared.paging import number
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
@recently_proven
def sign(request: WorkRequest, pk: int) -> HttpResponse:
    found = queries.get_decision(pk, actor=request.actor)
    if not permissions.can_decide(request.actor, found.unit):
        raise NotFound(_("Không tìm thấy quyết định này."))
    if not found.is_draft:
        return redirect("commendation:decision", found.pk)
    form = SignForm(request.POST or None, initial={"seen": found.version})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: conferring.sign(
                found,
                seen=form.cleaned_data["seen"],
                address=request.client_address,
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ký quyết định."))
            return redirect("commendation:decision", found.pk)
        status = tried.status
    context = {
        **around(request, found.unit, step=_("Ký quyết định")),
        "decision": found,
        "standing": queries.standing(found),
        "form": form,
        "may_sign": permissions.can_sign(request.actor, found),
    }
    return render(request, "commendation/sign.html", context, status=status)


@require_safe
def preview(request: WorkRequest, pk: int, kind: str) -> HttpResponseBase:
    """The decision, or the first certificate, marked all over, without number and code."""
    found = queries.get_decision(pk, actor=request.actor)
    if not found.is_draft:
        raise NotFound(_("Quyết định này đã ký."))
    if kind in {"giay", "giay-word"}:
        return _certificate_preview(found.pk, request, is_word=kind == "giay-word")
    _ensure_known(kind)
    current = terms(found.unit, on=clock.today())
    draft = writing.decision_draft(found, queries.to_sign(found), terms=current)
    name = f"xem-truoc-quyet-dinh-{found.pk}"
    if kind == "docx":
        return docx_response(issuing.preview_docx(draft), file_name(name, "docx"))
    return pdf_response(issuing.preview(draft), file_name(name))


def _ensure_known(kind: str) -> None:
    if kind not in {"pdf", "docx"}:
        raise NotFound(_("Không có tệp này."))


def _certificate_preview(pk: int, request: WorkRequest, *, is_word: bool) -> HttpResponseBase:
    """Of the line that `dong` asks for, else of the first with a paper."""
    found = queries.get_decision(pk, actor=request.actor)
    after = max((number(request.GET.get("dong", "")) or 1) - 1, 0)
    rows = [row for row in queries.listed(found, after=after, limit=20) if writing.has_paper(row)]
    if not rows:
        raise NotFound(_("Danh sách chưa có ai được cấp giấy."))
    rows[0].decision = found
    draft = writing.certificate_draft(rows[0], terms=terms(found.unit, on=clock.today()))
    name = f"xem-truoc-giay-{found.pk}"
    if is_word:
        return docx_response(issuing.preview_docx(draft), file_name(name, "docx"))
    return pdf_response(issuing.preview(draft), file_name(name))


@require_safe
def paper(request: WorkRequest, pk: int, kind: str) -> HttpResponseBase:
    """The signed decision with its list, as PDF or for Word."""
    found = queries.get_decision(pk, actor=request.actor)
    if found.paper is None:
        raise NotFound(_("Quyết định này chưa ký."))
    _ensure_known(kind)
    name = f"quyet-dinh-{found.paper.label}"
    if kind == "docx":
        return docx_response(docx_of(found.paper), file_name(name, "docx"))
    return pdf_response(pdf_of(found.paper), file_name(name))


@require_safe
def certificates(request: WorkRequest, pk: int) -> HttpResponseBase:
    """All certificates in force of a decision, so many to a file, for printing."""
    found = queries.get_decision(pk, actor=request.actor)
    part = min(max(number(request.GET.get("phan", "")) or 1, 1), 1_000)
    papers = queries.certificate_papers(
        found, after=(part - 1) * queries.PER_FILE, limit=queries.PER_FILE
    )
    if not papers:
        raise NotFound(_("Không có giấy nào để in."))
    return pdf_response(joined_pdf(papers), file_name(f"giay-khen-{found.pk}-phan-{part}"))
