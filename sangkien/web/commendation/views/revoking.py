"""An award ends: prepared by one person, signed by another."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.commendation import permissions, writing_acts
from sangkien.commendation.actions import revoking
from sangkien.commendation.queries import register as queries
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.papers.actions import issuing
from sangkien.papers.actions.issuing import Draft
from sangkien.papers.queries import docx_of, pdf_of
from sangkien.recognition.queries.terms import terms
from sangkien.web.commendation.around import around, file_name
from sangkien.web.commendation.register_forms import RevokeForm, SignActForm
from sangkien.web.shared.downloads import docx_response, pdf_response
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.commendation.models import Conferral, Revocation
    from sangkien.papers.models import IssuedPaper


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: WorkRequest, pk: int) -> HttpResponse:
    """Prepare it; another person signs."""
    found = queries.get_conferral(pk, actor=request.actor)
    decision = found.decision
    if decision is None or not permissions.can_revoke(request.actor, found):
        raise NotFound(_("Không tìm thấy trang này."))
    initial = {"signer_name": decision.signer_name, "signer_post": decision.signer_post}
    form = RevokeForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: revoking.prepare(found, **form.cleaned_data, by=request.actor, at=clock.now()),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lập dự thảo thu hồi; cần một người khác ký."))
            return redirect("commendation:conferral", found.pk)
        status = tried.status
    context = {
        **around(request, decision.unit, here="register", step=_("Thu hồi")),
        "row": found,
        "form": form,
        "title": _("Thu hồi khen thưởng"),
        "words": _(
            "Lập dự thảo thì chưa có gì thay đổi. Khi một người khác ký, giấy đã cấp không còn giá trị, "
            "trang xác minh ghi rõ đã thu hồi, tên rời trang vinh danh. Thu hồi nhầm thì khôi phục bằng một "
            "quyết định khác."
        ),
        "button": _("Lập dự thảo thu hồi"),
        "is_ending": True,
    }
    return render(request, "commendation/act.html", context, status=status)


def _draft(request: WorkRequest, pk: int) -> "tuple[Conferral, Revocation]":
    found = queries.get_conferral(pk, actor=request.actor)
    revocation = queries.revocation_of(found)
    if revocation is None or found.decision is None:
        raise NotFound(_("Không có dự thảo thu hồi."))
    if not permissions.can_decide(request.actor, found.decision.unit):
        raise NotFound(_("Không có dự thảo thu hồi."))
    return found, revocation


@require_http_methods(["GET", "HEAD", "POST"])
@recently_proven
def sign(request: WorkRequest, pk: int) -> HttpResponse:
    found, revocation = _draft(request, pk)
    if revocation.signed_at is not None:
        return redirect("commendation:conferral", found.pk)
    form = SignActForm(request.POST or None, initial={"seen": revocation.pk})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: revoking.sign(
                revocation,
                seen=form.cleaned_data["seen"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ký quyết định thu hồi."))
            return redirect("commendation:conferral", found.pk)
        status = tried.status
    decision = found.decision
    context = {
        **(around(request, decision.unit, here="register", step=_("Ký")) if decision else {}),
        "row": found,
        "act": revocation,
        "form": form,
        "title": _("Ký quyết định thu hồi"),
        "button": _("Ký thu hồi"),
        "is_ending": True,
        "paper_url": reverse("commendation:revocation_paper", args=[found.pk]),
        "docx_url": reverse("commendation:revocation_docx", args=[found.pk]),
        "may_sign": permissions.can_sign_act(request.actor, revocation, found),
    }
    return render(request, "commendation/sign_act.html", context, status=status)


@require_POST
def drop(request: WorkRequest, pk: int) -> HttpResponse:
    found, revocation = _draft(request, pk)
    revoking.drop(revocation, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ dự thảo thu hồi; khen thưởng giữ nguyên."))
    return redirect("commendation:conferral", found.pk)


@require_safe
def paper(request: WorkRequest, pk: int) -> HttpResponseBase:
    """The decision that ends it, or its preview without number and code."""
    made = _ending(request, pk)
    if isinstance(made, Draft):
        return pdf_response(issuing.preview(made), file_name(f"xem-truoc-thu-hoi-{pk}"))
    return pdf_response(pdf_of(made), file_name(f"thu-hoi-{made.label}"))


@require_safe
def paper_docx(request: WorkRequest, pk: int) -> HttpResponseBase:
    made = _ending(request, pk)
    if isinstance(made, Draft):
        name = file_name(f"xem-truoc-thu-hoi-{pk}", "docx")
        return docx_response(issuing.preview_docx(made), name)
    return docx_response(docx_of(made), file_name(f"thu-hoi-{made.label}", "docx"))


def _ending(request: WorkRequest, pk: int) -> "IssuedPaper | Draft":
    found = queries.get_conferral(pk, actor=request.actor)
    revocation = queries.revocation_of(found)
    if revocation is not None and revocation.paper is not None:
        return revocation.paper
    _found, revocation = _draft(request, pk)
    revocation.conferral = found
    today = clock.today()
    current = terms(found.decision.unit, on=today) if found.decision else None
    if current is None:
        raise NotFound(_("Không có dự thảo thu hồi."))
    return writing_acts.revocation_draft(revocation, terms=current, issued_on=today)
