"""`/don-vi/<code>/nhap-excel/`: lists from Excel, from the empty template to the undo."""

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.core.numbers import thousands
from sangkien.imports import kinds, queries, workbooks
from sangkien.imports import rules as import_rules
from sangkien.imports.actions import receiving
from sangkien.imports.enums import State, Verdict
from sangkien.units.actions import workplaces
from sangkien.units.importing.unmatched import unmatched_names
from sangkien.units.queries import get_unit, workplaces_of_batch
from sangkien.web.shared.downloads import file_response, workbook_response
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units import importing
from sangkien.web.units.forms import ImportForm
from sangkien.web.units.frame import around

if TYPE_CHECKING:
    from sangkien.imports.models import ImportBatch
    from sangkien.units.models import Unit

UNIT_NAME = "unit_name"  # the column in which lists of people name their unit


def unit_of(request: WorkRequest, code: str) -> "Unit":
    """A unit for which the reader may import something."""
    unit = get_unit(code, actor=request.actor)
    if not importing.kinds_for(request.actor, unit):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    return unit


def _found(request: WorkRequest, code: str, pk: int) -> "tuple[Unit, ImportBatch]":
    unit = unit_of(request, code)
    allowed = [kind.key for kind in importing.kinds_for(request.actor, unit)]
    return unit, queries.get_batch(pk, unit_id=unit.pk, kinds=allowed)


@require_safe
def index(request: WorkRequest, code: str) -> HttpResponse:
    unit = unit_of(request, code)
    offered = importing.kinds_for(request.actor, unit)
    found = queries.of_unit(unit.pk, kinds=[kind.key for kind in offered])
    context = {
        **around(request, unit, here="imports"),
        "kinds": offered,
        "batches": [(row, kinds.get(row.kind).name) for row in found],
    }
    return render(request, "units/imports/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: WorkRequest, code: str, kind: str) -> HttpResponse:
    """ "Gửi tệp Excel"."""
    unit = unit_of(request, code)
    wanted = importing.kind_for(request.actor, unit, kind)
    if request.method != "POST":
        form = ImportForm(initial={"request_key": uuid.uuid4()})
        return _upload_page(request, unit, wanted, form)
    form = ImportForm(request.POST, request.FILES)
    tried = attempt(
        form,
        lambda: receiving.receive(
            form.cleaned_data["file"],
            kind=wanted,
            unit_id=unit.pk,
            path=unit.path,
            request_key=form.cleaned_data["request_key"],
            by=request.actor,
            at=clock.now(),
        ),
    )
    if tried.done is None:
        return _upload_page(request, unit, wanted, form, status=tried.status)
    return redirect(importing.address(tried.done, unit))


def _upload_page(
    request: WorkRequest, unit: "Unit", kind: kinds.Kind, form: ImportForm, *, status: int = 200
) -> HttpResponse:
    context = {
        **around(request, unit, here="imports", step=kind.name),
        "kind": kind,
        "has_sheet": isinstance(kind, kinds.WithSheet),
        "form": form,
    }
    return render(request, "units/imports/upload.html", context, status=status)


@require_safe
def template(request: WorkRequest, code: str, kind: str) -> HttpResponseBase:
    """ "Tải tệp mẫu"."""
    unit = unit_of(request, code)
    wanted = importing.kind_for(request.actor, unit, kind)
    content = workbooks.template(wanted, unit.pk)
    return workbook_response(content, f"Mẫu {wanted.name.lower()} - {unit.code}.xlsx")


@require_safe
def sheet(request: WorkRequest, code: str, kind: str) -> HttpResponseBase:
    """ "Tải bảng hiện có": to correct and send again, or to print."""
    unit = unit_of(request, code)
    wanted = importing.kind_for(request.actor, unit, kind)
    if not isinstance(wanted, kinds.WithSheet):
        raise NotFound(_("Danh sách này chỉ có tệp mẫu."))
    content = workbooks.sheet(wanted, wanted.sheet(unit.pk))
    return workbook_response(content, f"{wanted.name} - {unit.code}.xlsx")


@require_safe
def batch(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """Where an import stands; while the worker is busy the page asks again by itself."""
    unit, found = _found(request, code, pk)
    kind = kinds.get(found.kind)
    context: dict[str, Any] = {
        **around(request, unit, here="imports", step=_("Lần nhập %(pk)s") % {"pk": found.pk}),
        "batch": found,
        "kind": kind,
        "here": importing.address(found, unit),
        "now": clock.now(),
    }
    if found.is_working:
        context |= {"progress": importing.progress(found)}
    elif found.lines_removed_at is None and found.total:
        context |= _lines(request, found, kind)
    return render(request, "units/imports/batch.html", context)


def _lines(request: WorkRequest, found: "ImportBatch", kind: kinds.Kind) -> dict[str, Any]:
    counted = importing.counts(found)
    tabs, shown = importing.tabs(found, counted, request.GET.get("xem", ""))
    ready = counted.get(Verdict.OK, 0) + counted.get(Verdict.WARNING, 0)
    return {
        "counts": counted,
        "ready": ready if found.state == State.PREVIEWED else 0,
        "wrong": queries.wrong_count(found),
        "same_file": queries.same_file_before(found) if found.state == State.PREVIEWED else None,
        "may_undo": found.state == State.DONE and _may_undo(found),
        "names_units": any(column.key == UNIT_NAME for column in kind.columns),
        "asked": workplaces_of_batch(found.pk),
        "line_tabs": tabs,
        **importing.lines(found, kind, shown, number(request.GET.get("sau"))),
    }


def _may_undo(found: "ImportBatch") -> bool:
    return import_rules.may_be_undone(found.finished_at, at=clock.now())


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Đồng ý nhập": goes on in the background."""
    unit, found = _found(request, code, pk)
    if request.method == "POST":
        receiving.confirm(found, path=unit.path, by=request.actor, at=clock.now())
    return redirect(importing.address(found, unit))


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Bỏ lần nhập này"."""
    unit, found = _found(request, code, pk)
    if request.method != "POST":
        return redirect(importing.address(found, unit))
    receiving.cancel(found, path=unit.path, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ tệp này, chưa có gì được nhập."))
    return redirect("units:imports", unit.code)


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Hoàn tác", after a page that says what will go."""
    unit, found = _found(request, code, pk)
    here = importing.address(found, unit)
    if found.state != State.DONE:
        return redirect(here)
    if request.method == "POST":
        receiving.undo(found, path=unit.path, by=request.actor, at=clock.now())
        return redirect(here)
    context = {
        **around(request, unit, here="imports", step=_("Hoàn tác")),
        "batch": found,
        "here": here,
        "applied": queries.outcome_counts(found).get("applied", 0),
        "may_undo": _may_undo(found),
    }
    return render(request, "units/imports/undo.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def unmatched(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Chuyển vào hàng chờ" the names that no unit answers to."""
    unit, found = _found(request, code, pk)
    if request.method == "POST":
        names = unmatched_names(found, unit, on=clock.today())
        sent = workplaces.ask_for_lines(found, unit, names, by=request.actor, at=clock.now())
        if sent:
            words = _("Đã chuyển %(n)s tên đơn vị vào hàng chờ.")
            messages.success(request, words % {"n": thousands(sent)})
        else:
            messages.info(request, _("Không có tên đơn vị nào cần chuyển thêm."))
    return redirect(importing.address(found, unit))


@require_safe
def original(request: WorkRequest, code: str, pk: int) -> HttpResponseBase:
    """The file as it was sent."""
    __, found = _found(request, code, pk)
    if found.file is None:
        raise NotFound(_("Tệp này đã được xóa để bảo vệ dữ liệu cá nhân."))
    return file_response(found.file)


@require_safe
def wrong(request: WorkRequest, code: str, pk: int) -> HttpResponseBase:
    """ "Tải các dòng lỗi" with the reason behind each, to be corrected and sent again."""
    unit, found = _found(request, code, pk)
    lines = queries.wrong_lines(found)
    content = workbooks.wrong_lines(kinds.get(found.kind), lines)
    size = thousands(queries.wrong_count(found))
    return workbook_response(content, f"{size} dòng lỗi - {unit.code} - lần {found.pk}.xlsx")
