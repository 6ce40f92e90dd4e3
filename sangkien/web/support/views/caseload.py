"""What a team did in a month: for the team, for who looks after it, for proposing praise."""

import datetime as dt
import re
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core import clock
from sangkien.support import queries
from sangkien.support.queries import Caseload
from sangkien.web.shared.downloads import workbook_response
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest
from sangkien.web.support.sheets import made

if TYPE_CHECKING:
    from sangkien.support.models import Team

MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
MONTHS = 6  # tabs


@require_safe
def month(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Kết quả của tổ"."""
    team = queries.get_team(pk, actor=request.actor)
    first, load = _asked(request, team)
    here = reverse("support:caseload", args=[team.pk])
    context = {
        "team": team,
        "load": load,
        "first": first,
        "month": f"{first:%m/%Y}",
        "now": clock.now(),
        "tabs": [
            Link(label=f"{one:%m/%Y}", url=f"{here}?thang={one:%Y-%m}", current=one == first)
            for one in _months(clock.today())
        ],
        "sheet_url": f"{reverse('support:caseload_sheet', args=[team.pk])}?thang={first:%Y-%m}",
        "cared": queries.team_caretakings(team),
    }
    return render(request, "support/caseload.html", context)


@require_safe
def sheet(request: WorkRequest, pk: int) -> HttpResponseBase:
    """ "Danh sách đề nghị biểu dương": each member with what they did, as an Excel file."""
    team = queries.get_team(pk, actor=request.actor)
    first, load = _asked(request, team)
    content = made(team, load, at=clock.now())
    return workbook_response(content, _("Kết quả hỗ trợ") + f" {team.unit.code} {first:%m-%Y}.xlsx")


def _asked(request: WorkRequest, team: "Team") -> tuple[dt.date, Caseload]:
    """The month of the address, else the present one; nonsense is the present one."""
    found = MONTH.fullmatch(request.GET.get("thang", ""))
    today = clock.today()
    first = dt.date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)
    last = _next(first) - dt.timedelta(days=1)
    return first, queries.caseload(team, since_on=first, until_on=last)


def _next(first: dt.date) -> dt.date:
    return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def _months(today: dt.date) -> list[dt.date]:
    """The present month and those before it."""
    months = [today.replace(day=1)]
    while len(months) < MONTHS:
        months.append((months[-1] - dt.timedelta(days=1)).replace(day=1))
    return months
