"""Templates: those that come with the program, and those that a unit made its own."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.documents import permissions, queries
from sangkien.documents.actions import templates
from sangkien.documents.actions.templates import Words
from sangkien.papers.enums import PaperKind
from sangkien.units import queries as units
from sangkien.web.documents import drawing, editing
from sangkien.web.documents.editing import Editor
from sangkien.web.documents.forms import CopyForm
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.documents.models import Template
    from sangkien.units.models import Unit

FORM = ["GET", "HEAD", "POST"]


def _ensure_writer(request: WorkRequest) -> None:
    if not request.actor.can_somewhere(Permission.DOCUMENT_WRITE):
        raise NotFound(_("Không tìm thấy trang này."))


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    _ensure_writer(request)
    context = {
        "own": queries.templates_of(request.actor),
        "shipped": list(queries.shipped().values()),
        "units": queries.writing_units(request.actor),
    }
    return render(request, "documents/templates.html", context)


@require_safe
def shipped(request: WorkRequest, key: str) -> HttpResponse:
    _ensure_writer(request)
    found = queries.get_shipped(key)
    context = {
        "template": found,
        "content": found.content,
        "parts": drawing.parts_of_template(found.content),
        "units": queries.writing_units(request.actor),
    }
    return render(request, "documents/shipped.html", context)


@require_http_methods(FORM)
def copy(request: WorkRequest, unit_code: str) -> HttpResponse:
    """ "Sao thành mẫu của đơn vị"."""
    unit = units.get_unit(unit_code, actor=request.actor)
    if not permissions.can_begin(request.actor, unit):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    form = CopyForm(
        request.POST or None,
        initial={"request_key": uuid.uuid4(), "source": request.GET.get("tu", "")},
        shipped=queries.shipped(),
        own=queries.templates_of(request.actor, unit=unit),
    )
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _copied(request, unit, form))
        if tried.done is not None:
            messages.success(request, _("Đã lập mẫu của đơn vị. Sửa từng phần cho hợp."))
            return redirect("documents:template", tried.done.pk)
        status = tried.status
    return render(request, "documents/copy.html", {"form": form, "unit": unit}, status=status)


def _copied(request: WorkRequest, unit: "Unit", form: CopyForm) -> "Template":
    source = form.chosen
    words = Words(
        name=form.cleaned_data["name"],
        kind=PaperKind(source.kind),
        report_kind=source.report_kind,
        content=source.content,
    )
    key = form.cleaned_data["request_key"] or uuid.uuid4()
    return templates.copy(unit, words, request_key=key, by=request.actor, at=clock.now())


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    row = queries.get_template(pk, actor=request.actor)
    context = {
        "row": row,
        "content": row.content,
        "parts": drawing.parts_of_template(row.content),
        "may_write": permissions.can_write(request.actor, row),
    }
    return render(request, "documents/template.html", context)


def _template(request: WorkRequest, pk: int) -> "Template":
    row = queries.get_template(pk, actor=request.actor)
    if not permissions.can_write(request.actor, row):
        raise NotFound(_("Mẫu này không phải của đơn vị bạn."))
    return row


def _editor(request: WorkRequest, pk: int) -> Editor:
    row = _template(request, pk)
    return Editor(
        row=row,
        prefix="template_",
        write=lambda content, seen: templates.write(
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
def drop(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Bỏ mẫu"."""
    templates.drop(_template(request, pk), by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ mẫu."))
    return redirect("documents:templates")
