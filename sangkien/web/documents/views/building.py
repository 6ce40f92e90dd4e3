"""Write a document part by part, renew its figures."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.core import clock
from sangkien.core.errors import DomainError, NotAllowed, NotFound
from sangkien.documents import permissions, queries
from sangkien.documents.actions import writing
from sangkien.web.documents import editing
from sangkien.web.documents.editing import Editor
from sangkien.web.shared.paging import number
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.documents.models import Document

FORM = ["GET", "HEAD", "POST"]


def _draft(request: WorkRequest, pk: int) -> "Document":
    found = queries.get_document(pk, actor=request.actor)
    if not permissions.can_write(request.actor, found):
        raise NotFound(_("Văn bản này không còn là bản bạn đang soạn."))
    return found


def _editor(request: WorkRequest, pk: int) -> Editor:
    row = _draft(request, pk)
    return Editor(
        row=row,
        prefix="",
        write=lambda content, seen: writing.write(
            row, content, seen=seen, by=request.actor, at=clock.now()
        ),
    )


@require_http_methods(FORM)
def head(request: WorkRequest, pk: int) -> HttpResponse:
    return editing.head(request, _editor(request, pk))


@require_safe
def choose(request: WorkRequest, pk: int) -> HttpResponse:
    return editing.choose(request, _editor(request, pk))


@require_http_methods(FORM)
def add(request: WorkRequest, pk: int, kind: str) -> HttpResponse:
    return editing.add(request, _editor(request, pk), kind)


@require_http_methods(FORM)
def block(request: WorkRequest, pk: int, key: str) -> HttpResponse:
    return editing.block(request, _editor(request, pk), key)


@require_POST
def renew(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Cập nhật số liệu" of all live parts at once."""
    row = _draft(request, pk)
    seen = number(request.POST.get("seen")) or 0
    try:
        writing.renew(row, seen=seen, by=request.actor, at=clock.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã cập nhật số liệu đến lúc này."))
    return redirect("documents:detail", pk)
