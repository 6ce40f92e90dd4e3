"""One document: its parts, its files, submitting, signing, revoking."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.core import clock, text
from sangkien.core.errors import DomainError, ManyErrors, NotAllowed, NotFound
from sangkien.documents import permissions, queries, writing
from sangkien.documents.actions import signing
from sangkien.documents.actions import writing as acts
from sangkien.papers import queries as papers
from sangkien.papers.actions import issuing
from sangkien.web.documents import drawing
from sangkien.web.documents.forms import GiveBackForm, RevokeForm
from sangkien.web.shared.downloads import docx_response, pdf_response
from sangkien.web.shared.paging import number
from sangkien.web.shared.proving import first_prove, recently_proven
from sangkien.web.shared.refusals import attempt, each
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.documents.models import Document

FORM = ["GET", "HEAD", "POST"]


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    row = queries.get_document(pk, actor=request.actor)
    return render(request, "documents/detail.html", _context(request, row))


def _context(request: WorkRequest, row: "Document") -> dict[str, object]:
    actor = request.actor
    snapshot = writing.snapshot_of(row)
    return {
        "row": row,
        "content": drawing.head_of(row),
        "parts": drawing.parts_of(row),
        "values": drawing.values_used(row),
        "as_of": snapshot.head.as_of if snapshot else None,
        "lacking": [str(one) for one in acts.lacking(row)] if row.is_draft else [],
        "may_write": permissions.can_write(actor, row),
        "may_sign": permissions.can_sign(actor, row),
        "may_give_back": permissions.can_give_back(actor, row),
        "may_drop": permissions.can_drop(actor, row),
        "may_revoke": permissions.can_revoke(actor, row),
        "wrote": permissions.wrote(actor, row),
    }


@require_POST
def submit(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Trình ký"."""
    row = queries.get_document(pk, actor=request.actor)
    if not permissions.can_write(request.actor, row):
        raise NotFound(_("Văn bản này không còn là bản bạn đang soạn."))
    done = _said(
        request,
        lambda: acts.submit(row, seen=_seen(request), by=request.actor, at=clock.now()),
    )
    if done:
        messages.success(request, _("Đã trình ký. Người khác của đơn vị đọc rồi ký ban hành."))
    return redirect("documents:detail", pk)


def _said(request: WorkRequest, act: Callable[[], object]) -> bool:
    """Whether it was done; why not stands above the page."""
    try:
        act()
    except NotAllowed:
        raise
    except DomainError as error:
        found = each(error) if isinstance(error, ManyErrors) else [error]
        messages.error(request, " ".join(str(one) for one in found))
        return False
    return True


def _seen(request: WorkRequest) -> int:
    return number(request.POST.get("seen")) or 0


@require_http_methods(FORM)
def sign(request: WorkRequest, pk: int) -> HttpResponseBase:
    """Read the whole once more, then sign and issue it or give it back."""
    row = queries.get_document(pk, actor=request.actor)
    intent = request.POST.get("intent", "")
    is_back = intent == "give_back"
    may = permissions.can_give_back if is_back else permissions.can_sign
    if not may(request.actor, row):
        raise NotFound(_("Văn bản này không chờ bạn ký."))
    if request.method != "POST":
        return first_prove(request) or _sign_page(request, row, GiveBackForm())
    if not is_back:
        return first_prove(request) or _issued(request, row)
    form = GiveBackForm(request.POST)
    words, at = form.data.get("words", ""), clock.now()
    tried = attempt(form, lambda: acts.give_back(row, words=words, by=request.actor, at=at))
    if tried.done is None:
        return _sign_page(request, row, form, status=tried.status)
    messages.success(request, _("Đã trả lại để sửa."))
    return redirect("documents:detail", pk)


def _sign_page(
    request: WorkRequest, row: "Document", form: GiveBackForm, *, status: int = 200
) -> HttpResponse:
    signer = text.fold(row.content["signer_name"])
    is_other = signer != text.fold(request.user.full_name)
    context = {**_context(request, row), "form": form, "is_other": is_other}
    return render(request, "documents/sign.html", context, status=status)


def _issued(request: WorkRequest, row: "Document") -> HttpResponse:
    at = clock.now()
    if _said(request, lambda: signing.issue(row, seen=_seen(request), by=request.actor, at=at)):
        messages.success(request, _("Đã ký ban hành: có số, mã xác minh và mã QR."))
    return redirect("documents:detail", row.pk)


@require_POST
def drop(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Bỏ văn bản"."""
    row = queries.get_document(pk, actor=request.actor)
    if not permissions.can_drop(request.actor, row):
        raise NotFound(_("Văn bản này không bỏ được."))
    if not _said(request, lambda: acts.drop(row, by=request.actor, at=clock.now())):
        return redirect("documents:detail", pk)
    messages.success(request, _("Đã bỏ văn bản."))
    return redirect("documents:index")


@require_http_methods(FORM)
@recently_proven
def revoke(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Thu hồi" what was issued: it stays to be read, and its code says that it was revoked."""
    row = queries.get_document(pk, actor=request.actor)
    if not permissions.can_revoke(request.actor, row):
        raise NotFound(_("Văn bản này không thu hồi được."))
    form = RevokeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: signing.revoke(row, **form.cleaned_data, by=request.actor, at=clock.now()),
        )
        if tried.done is not None:
            messages.success(request, _("Đã thu hồi. Trang xác minh ghi rõ từ lúc này."))
            return redirect("documents:detail", pk)
        status = tried.status
    return render(request, "documents/revoke.html", {"row": row, "form": form}, status=status)


@require_safe
def pdf(request: WorkRequest, pk: int) -> HttpResponseBase:
    """As it was issued, or a preview that says so on every page."""
    row = queries.get_document(pk, actor=request.actor)
    if row.paper is not None:
        return pdf_response(papers.pdf_of(row.paper), f"{_name(row)}.pdf")
    made = issuing.preview(writing.draft(row, issued_on=clock.today()))
    return pdf_response(made, f"{_name(row)}.pdf")


@require_safe
def word(request: WorkRequest, pk: int) -> HttpResponseBase:
    row = queries.get_document(pk, actor=request.actor)
    if row.paper is not None:
        return docx_response(papers.docx_of(row.paper), f"{_name(row)}.docx")
    made = issuing.preview_docx(writing.draft(row, issued_on=clock.today()))
    return docx_response(made, f"{_name(row)}.docx")


def _name(row: "Document") -> str:
    label = row.paper.label if row.paper else f"du thao {row.pk}"
    return "-".join(text.fold(f"{row.kind_words} {label}").split())[:80]
