"""Verify a benefit, choose what counts, read the grounds."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.adoption import permissions, queries
from sangkien.adoption.actions import worth
from sangkien.adoption.enums import Finding
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.web.library import showing
from sangkien.web.library.forms import CountForm, VerifyForm
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.adoption.models import Adoption
    from sangkien.initiatives.models import Initiative

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def verify(request: WorkRequest, code: str) -> HttpResponse:
    return _verify(request, queries.get_public_initiative(code), None)


@require_http_methods(FORM)
def verify_adoption(request: WorkRequest, pk: int) -> HttpResponse:
    adoption = queries.get_adoption(pk, actor=request.actor)
    return _verify(request, adoption.initiative, adoption)


def _verify(
    request: WorkRequest, initiative: "Initiative", adoption: "Adoption | None"
) -> HttpResponse:
    """ "Thẩm định giá trị làm lợi"."""
    if not permissions.can_verify(request.actor, initiative, adoption):
        raise NotFound(_("Không tìm thấy trang này."))
    form = VerifyForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: worth.verify(
                initiative,
                adoption,
                finding=Finding(form.cleaned_data["finding"]),
                amount_vnd=form.cleaned_data["amount_vnd"],
                evidence=form.cleaned_data["evidence"],
                upload=form.cleaned_data["file"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ghi kết quả thẩm định."))
            return _back(initiative, adoption)
        status = tried.status
    return _page(request, "library/verify.html", initiative, adoption, form, status=status)


@require_http_methods(FORM)
def count(request: WorkRequest, code: str) -> HttpResponse:
    return _count(request, queries.get_public_initiative(code), None)


@require_http_methods(FORM)
def count_adoption(request: WorkRequest, pk: int) -> HttpResponse:
    adoption = queries.get_adoption(pk, actor=request.actor)
    return _count(request, adoption.initiative, adoption)


def _count(
    request: WorkRequest, initiative: "Initiative", adoption: "Adoption | None"
) -> HttpResponse:
    """ "Chọn giá trị được tính"."""
    if not permissions.can_count(request.actor, initiative, adoption):
        raise NotFound(_("Không tìm thấy trang này."))
    known = queries.worth_of(initiative, adoption)
    choices = [(version, showing.countable_words(version)) for version in known.countable]
    form = CountForm(request.POST or None, choices=choices)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: worth.count(
                initiative,
                adoption,
                verification_id=form.verification_id(),
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ghi giá trị được tính."))
            return _back(initiative, adoption)
        status = tried.status
    return _page(request, "library/count.html", initiative, adoption, form, status=status)


def _back(initiative: "Initiative", adoption: "Adoption | None") -> HttpResponse:
    if adoption is not None:
        return redirect("library:adoption", adoption.pk)
    return redirect("library:life", initiative.code)


def _page(
    request: WorkRequest,
    template: str,
    initiative: "Initiative",
    adoption: "Adoption | None",
    form: VerifyForm | CountForm,
    *,
    status: int,
) -> HttpResponse:
    context = {
        "initiative": initiative,
        "adoption": adoption,
        "unit": adoption.unit if adoption else initiative.unit,
        "form": form,
        "worth": showing.worth_shown(
            queries.worth_of(initiative, adoption), verify_url="", count_url=""
        ),
        "now": clock.now(),
    }
    return render(request, template, context, status=status)


@require_safe
def evidence(request: WorkRequest, code: str, pk: int) -> HttpResponseBase:
    """The paper behind a verification, for those who see its figures."""
    initiative = queries.get_public_initiative(code)
    version = queries.get_verification(initiative, pk)
    allowed = permissions.can_see_worth(request.actor, initiative, version.adoption)
    if not allowed or version.file is None:
        raise NotFound(_("Không tìm thấy tài liệu này."))
    return file_response(version.file)
