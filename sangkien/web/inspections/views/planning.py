"""Plan an inspection, announce it, call it off."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.inspections import permissions, queries
from sangkien.inspections.actions import planning
from sangkien.units.queries import get_unit
from sangkien.web.inspections.forms.planning import PlanForm, ReasonForm
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.inspections.models import Inspection

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def plan(request: WorkRequest, code: str) -> HttpResponse:
    """ "Lập kế hoạch kiểm tra, giám sát"."""
    unit = get_unit(code, actor=request.actor)
    if not permissions.can_inspect(request.actor, unit):
        raise NotFound(_("Bạn không lập kế hoạch kiểm tra của đơn vị này."))
    form = PlanForm(
        request.POST or None,
        below=queries.units_below(unit),
        initial={"request_key": uuid.uuid4(), "kind": "inspection"},
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: planning.plan(
                unit,
                form.plan(),
                request_key=form.cleaned_data["request_key"],
                by=request.actor,
                at=clock.now(),
            ),
            names={"units": "codes"} if request.POST.get("codes", "").strip() else {},
        )
        if tried.done is not None:
            messages.success(request, _("Đã lập kế hoạch. Đơn vị chỉ thấy sau khi thông báo."))
            return redirect("inspections:detail", tried.done.pk)
        status = tried.status
    context = {"unit": unit, "form": form, "breadcrumb": trail(step=_("Lập kế hoạch"))}
    return render(request, "inspections/plan.html", context, status=status)


def trail(found: "Inspection | None" = None, *, step: str = "") -> list[Link]:
    links = [Link(label=_("Kiểm tra, giám sát"), url=reverse("inspections:index"))]
    if found is not None:
        links.append(Link(label=found.title, url=reverse("inspections:detail", args=[found.pk])))
    return [*links, Link(label=step)] if step else links


@require_http_methods(FORM)
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    """One inspection with its units; the button announces it."""
    found = queries.get_inspection(pk, actor=request.actor)
    if request.method == "POST":
        if request.POST.get("intent") != "announce":
            raise NotFound(_("Không có việc này."))
        planning.announce(found, by=request.actor, at=clock.now())
        messages.success(request, _("Đã thông báo cho các đơn vị."))
        return redirect("inspections:detail", pk)
    context = {
        "inspection": found,
        "may_run": permissions.can_inspect(request.actor, found.unit),
        "visits": queries.visits_of(found),
        "breadcrumb": trail(found),
        "now": request.received_at,
    }
    return render(request, "inspections/detail.html", context)


@require_http_methods(FORM)
def cancel(request: WorkRequest, pk: int) -> HttpResponse:
    found = queries.get_inspection(pk, actor=request.actor)
    if found.is_cancelled or not permissions.can_inspect(request.actor, found.unit):
        raise NotFound(_("Đợt này đã hủy, hoặc không do bạn lập."))
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: planning.cancel(
                found, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã hủy đợt này."))
            return redirect("inspections:detail", pk)
        status = tried.status
    context = {"inspection": found, "form": form, "breadcrumb": trail(found, step=_("Hủy đợt"))}
    return render(request, "inspections/cancel.html", context, status=status)
