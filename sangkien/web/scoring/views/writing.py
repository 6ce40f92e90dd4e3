"""Begin a criteria table and write it, line by line."""

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.scoring import permissions, queries
from sangkien.scoring.actions import tables
from sangkien.scoring.actions.tables import Scope
from sangkien.scoring.enums import NodeKind
from sangkien.scoring.rules import editing, reading
from sangkien.units import queries as units
from sangkien.web.scoring.filling import RankingForm
from sangkien.web.scoring.forms import BandForm, BeginForm, GeneralForm, LineForm
from sangkien.web.shared.refusals import CONFLICT, attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.scoring.models import CriteriaTable
    from sangkien.scoring.rules.tables import Table
    from sangkien.units.models import Unit
    from sangkien.web.scoring.filling import SeenForm

FORM = ["GET", "HEAD", "POST"]
OLD = "bang-"
EXAMPLE = "mau-"


@require_http_methods(FORM)
def begin(request: WorkRequest, unit_code: str) -> HttpResponse:
    """From last year's, from a published example, or nearly empty."""
    unit = units.get_unit(unit_code, actor=request.actor)
    if not permissions.can_manage(request.actor, unit):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    today = clock.today()
    own = queries.copyable(unit, actor=request.actor)
    clusters = [
        c for year in (today.year + 1, today.year) for c in queries.clusters_of(unit, year=year)
    ]
    wanted = request.GET.get("tu", "")
    form = BeginForm(
        request.POST or None,
        initial={"request_key": uuid.uuid4(), "year": today.year, "start": wanted},
        today=today,
        examples=queries.shipped(),
        own=own,
        clusters=clusters,
    )
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _begun(request, unit, form, own))
        if tried.done is not None:
            messages.success(
                request, _("Đã lập bản nháp. Sửa từng dòng rồi nhờ người khác ban hành.")
            )
            return redirect("scoring:detail", tried.done.pk)
        status = tried.status
    context = {"form": form, "unit": unit}
    return render(request, "scoring/begin.html", context, status=status)


def _begun(
    request: WorkRequest, unit: "Unit", form: BeginForm, own: "list[CriteriaTable]"
) -> "CriteriaTable":
    start = form.cleaned_data["start"]
    old = next((row for row in own if start == f"{OLD}{row.pk}"), None)
    return tables.draft(
        unit,
        Scope(year=form.cleaned_data["year"], cluster=form.cluster_chosen),
        old.table if old else _table(start),
        copied_from=old,
        request_key=form.cleaned_data["request_key"] or uuid.uuid4(),
        by=request.actor,
        at=clock.now(),
    )


def _table(start: str) -> "Table":
    if start.startswith(EXAMPLE):
        return queries.get_shipped(start.removeprefix(EXAMPLE))
    first = {"code": "1", "name": _("Tiêu chí thứ nhất"), "kind": NodeKind.MANUAL, "most": "10"}
    return reading.read({"name": _("Bảng tiêu chí chấm điểm thi đua"), "nodes": [first]})


def _draft(request: WorkRequest, pk: int) -> "CriteriaTable":
    row = queries.get_table(pk, actor=request.actor)
    if not permissions.can_write(request.actor, row):
        raise NotFound(_("Bảng điểm này không phải bản nháp bạn sửa được."))
    return row


def _written(
    request: WorkRequest,
    row: "CriteriaTable",
    form: "SeenForm",
    change: Callable[[], dict[str, Any]],
    *,
    template: str,
    **context: Any,
) -> HttpResponse:
    """Save one change of the content; the page again with what was typed when it is refused."""
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: tables.write(
                row, change(), seen=form.cleaned_data["seen"], by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu."))
            return redirect("scoring:detail", row.pk)
        status = tried.status
        if status == CONFLICT:  # saving again is then meant
            row.refresh_from_db()
            form.data = {**dict(form.data.items()), "seen": row.version}
    return render(request, template, {"row": row, "form": form, **context}, status=status)


@require_http_methods(FORM)
def general(request: WorkRequest, pk: int) -> HttpResponse:
    """Name, source, cap, weights of the half-years."""
    row = _draft(request, pk)
    form = GeneralForm(request.POST or None, initial=GeneralForm.initial_of(row))
    return _written(
        request, row, form, lambda: form.changed(row.content), template="scoring/general.html"
    )


@require_http_methods(FORM)
def ranking_rules(request: WorkRequest, pk: int) -> HttpResponse:
    """What decides between units with the same total, and the review before publication."""
    row = _draft(request, pk)
    initial = RankingForm.initial_of(row.table, row.version)
    form = RankingForm(request.POST or None, initial=initial, table=row.table)
    return _written(
        request, row, form, lambda: form.changed(row.content), template="scoring/ranking_rules.html"
    )


@require_http_methods(FORM)
def add_line(request: WorkRequest, pk: int) -> HttpResponse:
    row = _draft(request, pk)
    groups = {node.code for node in row.table.nodes if node.is_group}
    parent = request.GET.get("nhom", "")
    initial = {
        "seen": row.version,
        "kind": NodeKind.MANUAL,
        "parent": parent if parent in groups else "",
        "code": editing.next_code(row.content, parent if parent in groups else ""),
    }
    form = LineForm(request.POST or None, initial=initial, table=row.table)
    return _written(
        request,
        row,
        form,
        lambda: editing.with_node(row.content, form.row()),
        template="scoring/line.html",
        is_new=True,
    )


@require_http_methods(FORM)
def line(request: WorkRequest, pk: int, code: str) -> HttpResponse:
    """One line: saved, moved up or down, taken away; the button says which."""
    row = _draft(request, pk)
    node = row.table.by_code.get(code)
    if node is None:
        raise NotFound(_("Dòng này không còn trong bảng điểm."))
    intent = request.POST.get("intent", "")
    if intent in ("up", "down", "remove"):
        return _moved(request, row, code, intent)
    initial = {"seen": row.version, **LineForm.initial_of(node)}
    form = LineForm(request.POST or None, initial=initial, table=row.table, code=code)
    return _written(
        request,
        row,
        form,
        lambda: editing.with_node(row.content, form.row(), instead=code),
        template="scoring/line.html",
        node=node,
    )


def _moved(request: WorkRequest, row: "CriteriaTable", code: str, intent: str) -> HttpResponse:
    content = (
        editing.without_node(row.content, code)
        if intent == "remove"
        else editing.moved(row.content, code, by=-1 if intent == "up" else 1)
    )
    tables.write(row, content, seen=row.version, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ dòng.") if intent == "remove" else _("Đã chuyển dòng."))
    return redirect(f"{reverse('scoring:detail', args=[row.pk])}#dong-{code}")


@require_http_methods(FORM)
def add_band(request: WorkRequest, pk: int) -> HttpResponse:
    row = _draft(request, pk)
    form = BandForm(request.POST or None, initial={"seen": row.version}, table=row.table)
    return _written(
        request,
        row,
        form,
        lambda: editing.with_band(row.content, form.row()),
        template="scoring/band.html",
        is_new=True,
    )


@require_http_methods(FORM)
def band(request: WorkRequest, pk: int, place: int) -> HttpResponse:
    row = _draft(request, pk)
    if place >= len(row.table.bands):
        raise NotFound(_("Mức xếp loại này không còn."))
    if request.POST.get("intent") == "remove":
        content = editing.without_band(row.content, place)
        tables.write(row, content, seen=row.version, by=request.actor, at=clock.now())
        messages.success(request, _("Đã bỏ mức xếp loại."))
        return redirect("scoring:detail", row.pk)
    initial = {"seen": row.version, **BandForm.initial_of(row.table.bands[place])}
    form = BandForm(request.POST or None, initial=initial, table=row.table)
    return _written(
        request,
        row,
        form,
        lambda: editing.with_band(row.content, form.row(), place=place),
        template="scoring/band.html",
    )
