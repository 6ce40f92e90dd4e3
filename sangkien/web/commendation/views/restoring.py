"""An award that was revoked wrongly is given back: prepared by one person, signed by another."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.commendation import permissions, writing_acts
from sangkien.commendation.actions import restoring
from sangkien.commendation.queries import register as queries
from sangkien.commendation.queries.decisions import place_gone
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.papers.actions import issuing
from sangkien.papers.queries import docx_of, pdf_of
from sangkien.recognition.queries.terms import terms
from sangkien.web.commendation.around import around, file_name
from sangkien.web.commendation.register_forms import RestoreForm, SignActForm
from sangkien.web.shared.downloads import docx_response, pdf_response
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.commendation.models import AwardDecision, Conferral, Restoration, Revocation

PDF, DOCX = "pdf", "docx"


def _revoked(request: WorkRequest, pk: int) -> "tuple[Conferral, AwardDecision, Revocation]":
    """A revoked award that the reader's office decided, else NotFound."""
    found = queries.get_conferral(pk, actor=request.actor)
    revocation = queries.revocation_of(found)
    if revocation is None or found.decision is None:
        raise NotFound(_("Khen thưởng này không ở tình trạng thu hồi."))
    if not permissions.can_restore(request.actor, revocation):
        raise NotFound(_("Khen thưởng này không ở tình trạng thu hồi."))
    return found, found.decision, revocation


def _draft(request: WorkRequest, pk: int) -> "tuple[Conferral, AwardDecision, Restoration]":
    found, decision, revocation = _revoked(request, pk)
    restoration = queries.restoration_of(revocation)
    if restoration is None:
        raise NotFound(_("Không có dự thảo khôi phục."))
    revocation.conferral = found
    restoration.revocation = revocation
    return found, decision, restoration


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: WorkRequest, pk: int) -> HttpResponse:
    """Prepare it; another person signs."""
    found, decision, revocation = _revoked(request, pk)
    initial = {"signer_name": decision.signer_name, "signer_post": decision.signer_post}
    form = RestoreForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: restoring.prepare(
                revocation, **form.cleaned_data, by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lập dự thảo khôi phục; cần một người khác ký."))
            return redirect("commendation:conferral", found.pk)
        status = tried.status
    context = {
        **around(request, decision.unit, here="register", step=_("Khôi phục")),
        "row": found,
        "form": form,
        "title": _("Khôi phục khen thưởng"),
        "words": _(
            "Lập dự thảo thì chưa có gì thay đổi. Khi một người khác ký, quyết định thu hồi bị bãi bỏ, giấy "
            "đã cấp có giá trị trở lại với mã cũ, trang xác minh ghi rõ ngày thu hồi và ngày khôi phục. "
            "Người được khen được hỏi lại về trang vinh danh."
        ),
        "notes": _notes(found),
        "button": _("Lập dự thảo khôi phục"),
    }
    return render(request, "commendation/act.html", context, status=status)


def _notes(found: "Conferral") -> list[str]:
    """What whoever restores should know about the place."""
    return [said] if (said := place_gone(found)) else []


@require_http_methods(["GET", "HEAD", "POST"])
@recently_proven
def sign(request: WorkRequest, pk: int) -> HttpResponse:
    found, decision, restoration = _draft(request, pk)
    form = SignActForm(request.POST or None, initial={"seen": restoration.pk})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: restoring.sign(
                restoration,
                seen=form.cleaned_data["seen"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ký quyết định khôi phục; giấy cũ có giá trị trở lại."))
            return redirect("commendation:conferral", found.pk)
        status = tried.status
    context = {
        **around(request, decision.unit, here="register", step=_("Ký")),
        "row": found,
        "act": restoration,
        "form": form,
        "title": _("Ký quyết định khôi phục"),
        "button": _("Ký khôi phục"),
        "notes": _notes(found),
        "paper_url": reverse("commendation:preview_restoration", args=[found.pk, PDF]),
        "docx_url": reverse("commendation:preview_restoration", args=[found.pk, DOCX]),
        "may_sign": permissions.can_sign_act(request.actor, restoration, found),
    }
    return render(request, "commendation/sign_act.html", context, status=status)


@require_POST
def drop(request: WorkRequest, pk: int) -> HttpResponse:
    found, _decision, restoration = _draft(request, pk)
    restoring.drop(restoration, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ dự thảo khôi phục; khen thưởng vẫn bị thu hồi."))
    return redirect("commendation:conferral", found.pk)


@require_safe
def preview(request: WorkRequest, pk: int, kind: str) -> HttpResponseBase:
    """Without number and code."""
    found, decision, restoration = _draft(request, pk)
    if kind not in (PDF, DOCX):
        raise NotFound(_("Không tìm thấy trang này."))
    today = clock.today()
    current = terms(decision.unit, on=today)
    drafted = writing_acts.restoration_draft(restoration, terms=current, issued_on=today)
    name = file_name(f"xem-truoc-khoi-phuc-{found.pk}", kind)
    if kind == DOCX:
        return docx_response(issuing.preview_docx(drafted), name)
    return pdf_response(issuing.preview(drafted), name)


@require_safe
def paper(request: WorkRequest, pk: int, number: int, which: str, kind: str) -> HttpResponseBase:
    """The decision that revoked it once, or the one that gave it back."""
    past = queries.get_past(queries.get_conferral(pk, actor=request.actor), number)
    acts = {"thu-hoi": past, "khoi-phuc": past.restoration}
    chosen = acts.get(which)
    if chosen is None or chosen.paper is None or kind not in (PDF, DOCX):
        raise NotFound(_("Không tìm thấy quyết định này."))
    name = file_name(f"{which}-{chosen.paper.label}", kind)
    if kind == DOCX:
        return docx_response(docx_of(chosen.paper), name)
    return pdf_response(pdf_of(chosen.paper), name)
