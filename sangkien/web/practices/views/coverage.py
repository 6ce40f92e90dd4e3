""" "Mỗi CĐCS ít nhất một mô hình": who has, who has not."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock, paths
from sangkien.core.errors import NotFound
from sangkien.practices import queries
from sangkien.units import queries as units
from sangkien.web.practices.forms import years
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.units.models import Unit

YEARS_SHOWN = 4


def _unit(request: WorkRequest, code: str) -> "Unit":
    unit = units.get_unit(code, actor=request.actor)
    if not request.actor.can(Permission.PROGRESS_VIEW, at=unit.path):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    return unit


def _year(request: WorkRequest) -> int:
    today = clock.today()
    typed = request.GET.get("nam", "")
    return int(typed) if typed in map(str, years(today)) else today.year


def _tabs(page: str, unit: "Unit", year: int) -> list[Link]:
    here = reverse(page, args=[unit.code])
    shown = [one for one in years(clock.today()) if one <= clock.today().year][:YEARS_SHOWN]
    return [
        Link(label=str(one), url=f"{here}?nam={one}", current=one == year)
        for one in sorted({*shown, year}, reverse=True)
    ]


@require_safe
def coverage(request: WorkRequest, unit_code: str) -> HttpResponse:
    unit, year = _unit(request, unit_code), _year(request)
    found = queries.coverage(unit, year=year, on=clock.today())
    context = {
        "unit": unit,
        "year": year,
        "tabs": _tabs("practices:coverage", unit, year),
        "whole": found.whole,
        "below": found.below,
        "now": clock.now(),
        "without_url": f"{reverse('practices:without', args=[unit.code])}?nam={year}",
    }
    return render(request, "practices/coverage.html", context)


@require_safe
def without(request: WorkRequest, unit_code: str) -> HttpResponse:
    unit, year = _unit(request, unit_code), _year(request)
    after = request.GET.get("sau", "")
    behind = after if paths.contains(unit.path, after) else ""
    rows, following = queries.without(unit, year=year, on=clock.today(), after=behind)
    here = f"{reverse('practices:without', args=[unit.code])}?nam={year}"
    context = {
        "unit": unit,
        "year": year,
        "tabs": _tabs("practices:without", unit, year),
        "rows": rows,
        "first_url": here if behind else "",
        "following_url": f"{here}&sau={following}" if following else "",
        "now": clock.now(),
    }
    return render(request, "practices/without.html", context)
