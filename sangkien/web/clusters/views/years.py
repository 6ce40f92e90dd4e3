"""`/don-vi/<code>/cum-khoi/`: the clusters and blocks of a unit by year; forming and copying."""

import datetime as dt
import re
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.units import queries, rules
from sangkien.units.actions import cluster_copying, clusters
from sangkien.units.enums import ClusterKind
from sangkien.units.errors import InvalidCluster
from sangkien.web.clusters.forms import CreateForm
from sangkien.web.clusters.frame import around_year, list_url, organiser_for, url_of
from sangkien.web.shared.refusals import UNPROCESSABLE, attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.units.models import Cluster, Unit

YEAR = re.compile(r"[0-9]{4}")


@require_safe
def index(request: WorkRequest, code: str) -> HttpResponse:
    unit = organiser_for(request, code, Permission.UNIT_VIEW)
    today = clock.today()
    years = queries.cluster_years(unit)
    year = _asked_year(request) or _usual(years, today)
    groups = queries.clusters_of(unit, year=year)
    parts = [(part, part is not group) for group in groups for part in (group, *group.blocks)]
    heads = queries.heads_on((part.cluster.pk for part, __ in parts), today)
    context = {
        **around_year(request, unit, year),
        "rows": [(part, is_inside, heads.get(part.cluster.pk)) for part, is_inside in parts],
        "units": sum(len(group.unit_ids) for group in groups),
        "years": [
            Link(label=str(one), url=list_url(unit, one), current=one == year)
            for one in sorted({*years, year, today.year}, reverse=True)
        ],
        "copy_to": _copy_target(years, year),
        "may_manage": request.actor.can(Permission.CLUSTER_MANAGE, at=unit.path),
    }
    return render(request, "clusters/index.html", context)


def _asked_year(request: WorkRequest) -> int | None:
    """The year in the address, when one can have clusters."""
    typed = request.GET.get("nam", "")
    asked = int(typed) if YEAR.fullmatch(typed) else 0
    is_fit = rules.FIRST_CLUSTER_YEAR <= asked <= rules.LAST_CLUSTER_YEAR
    return asked if is_fit else None


def _usual(years: list[int], today: dt.date) -> int:
    """This year; the latest one when nothing was formed for it."""
    return today.year if today.year in years or not years else years[0]


def _copy_target(years: list[int], year: int) -> int | None:
    """The year that could begin with a copy: the one shown when it is empty, else the next."""
    if year not in years:
        return year if year - 1 in years else None
    return year + 1 if year + 1 not in years else None


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: WorkRequest, code: str) -> HttpResponse:
    """ "Lập cụm, khối"."""
    unit = organiser_for(request, code, Permission.CLUSTER_MANAGE)
    year = _asked_year(request) or clock.today().year
    groups = queries.clusters_of(unit, year=year)
    form = CreateForm(
        request.POST if request.method == "POST" else None,
        clusters=[g.cluster for g in groups if g.cluster.kind == ClusterKind.CLUSTER],
        initial={"kind": ClusterKind.CLUSTER, "number": len(groups) + 1},
    )
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _formed(request, unit, year, form))
        if tried.done is not None:
            messages.success(request, _("Đã lập %(name)s.") % {"name": tried.done.name})
            return redirect(url_of(tried.done))
        status = tried.status
    context = {**around_year(request, unit, year, step=_("Lập cụm, khối")), "form": form}
    return render(request, "clusters/create.html", context, status=status)


def _formed(request: WorkRequest, unit: "Unit", year: int, form: CreateForm) -> "Cluster":
    written = form.cleaned_data
    return clusters.form_cluster(
        organiser=unit,
        year=year,
        name=written["name"],
        number=written["number"],
        **form.chosen(),
        by=request.actor,
        at=clock.now(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: WorkRequest, code: str) -> HttpResponse:
    """ "Chép từ năm trước", after a page that shows what would come."""
    unit = organiser_for(request, code, Permission.CLUSTER_MANAGE)
    today, years = clock.today(), queries.cluster_years(unit)
    year = _asked_year(request) or _copy_target(years, _usual(years, today)) or today.year
    if request.method == "POST":
        try:
            plan = cluster_copying.copy_last_year(unit, year=year, by=request.actor, at=clock.now())
        except InvalidCluster as refusal:
            return _copy_page(request, unit, year, refusal=str(refusal))
        messages.success(
            request,
            _("Đã chép %(count)s cụm, khối sang năm %(year)s.")
            % {"count": len(plan.flat), "year": year},
        )
        return redirect(list_url(unit, year))
    return _copy_page(request, unit, year)


def _copy_page(request: WorkRequest, unit: "Unit", year: int, refusal: str = "") -> HttpResponse:
    if year <= rules.FIRST_CLUSTER_YEAR:
        raise NotFound(_("Không có năm nào trước đó để chép."))
    plan = queries.copy_plan(unit, year=year, today=clock.today())
    context = {
        **around_year(request, unit, year, step=_("Chép từ năm trước")),
        "plan": plan,
        "from_year": str(plan.from_year),
        "unclear": [row for part in plan.flat for row in part.unclear],
        "is_formed": year in queries.cluster_years(unit),
        "refusal": refusal,
    }
    return render(request, "clusters/copy.html", context, status=UNPROCESSABLE if refusal else 200)
