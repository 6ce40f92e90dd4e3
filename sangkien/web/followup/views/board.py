"""`/don-doc/`: who lags, what was done about it, and what came of it."""

from datetime import datetime

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.followup import queries, sheets
from sangkien.followup.enums import Group, Standing, Step, Topic
from sangkien.followup.queries import Choice, Place
from sangkien.web.followup import tables
from sangkien.web.followup.frame import framed, here, url
from sangkien.web.shared.downloads import workbook_response
from sangkien.web.shared.paging import number
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

ALL = "tat-ca"


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """The offices of the reader in the programmes that run, and where reports are overdue."""
    if not request.actor.can_somewhere(Permission.FOLLOWUP_MANAGE):
        raise NotFound(_("Không tìm thấy trang này."))
    now = clock.now()
    context = {
        "lines": queries.lines(request.actor, at=now, is_every=True),
        "late": queries.late_lines(request.actor, at=now),
        "letters": queries.letters_to_sign(request.actor),
    }
    return render(request, "followup/index.html", context)


@require_safe
def board(request: WorkRequest, unit_code: str, slug: str) -> HttpResponse:
    """Who lags below a unit, with the step that comes next; ticked ones are urged together."""
    now = clock.now()
    place = here(request, unit_code, slug, at=now)
    choice = _choice(request)
    found = queries.board(
        place.period, place.unit, place.terms, choice=choice, actor=request.actor, at=now
    )
    ticked = request.GET.get("chon", "") == ALL
    listed = tables.late if choice.topic == Topic.REPORTS else tables.laggards
    context = {
        **framed(place, "board"),
        "board": found,
        "rows": listed(found.rows, ticked=ticked),
        "group_tabs": _group_tabs(place, choice, at=now),
        "is_at_zero": choice.group == Group.ZERO,
        "is_late": choice.group == Group.LATE,
        "topic": choice.topic.value,
        "steps": list(Step),
        "terms": place.terms,
        "send_url": url(place, "send"),
        "tick_url": ""
        if ticked
        else url(place, **_asked(choice, found_from=choice.after), chon=ALL),
        "due_here": sum(row.is_due for row in found.rows),
        "first_url": url(place, **_asked(choice)) if choice.after else "",
        "following_url": url(place, **{**_asked(choice), "sau": found.following})
        if found.following
        else "",
        "letters": queries.letters(place.issuer, place.period),
    }
    return render(request, "followup/board.html", context)


def _choice(request: WorkRequest) -> Choice:
    typed = request.GET.get("nhom", "")
    group = Group(typed) if typed in Group.values else Group.DIRECT
    return Choice(
        group=group,
        cluster=number(request.GET.get("cum", "")),
        after=request.GET.get("sau", "")[:200],
    )


def _asked(choice: Choice, *, found_from: str = "") -> dict[str, str | int]:
    """The same choice in an address, from its first page or from a later one."""
    asked: dict[str, str | int] = {"sau": found_from} if found_from else {}
    if choice.group != Group.DIRECT:
        asked["nhom"] = choice.group.value
    if choice.cluster is not None:
        asked["cum"] = choice.cluster
    return asked


def _group_tabs(place: Place, choice: Choice, *, at: datetime) -> list[Link]:
    """Directly below, each cluster and block, all CĐCS at zero, and whoever owes a report."""
    direct = Link(
        label=str(Group.DIRECT.label), url=url(place), current=choice.group == Group.DIRECT
    )
    whole = [
        Link(
            label=str(group.label), url=url(place, nhom=group.value), current=choice.group == group
        )
        for group in (Group.ZERO, Group.LATE)
    ]
    clusters = [
        Link(
            label=group.cluster.name,
            url=url(place, nhom=Group.CLUSTER.value, cum=group.cluster.pk),
            current=choice.group == Group.CLUSTER and choice.cluster == group.cluster.pk,
        )
        for group in queries.clusters(place.unit, place.period, at=at)
    ]
    return [direct, *clusters, *whole]


@require_safe
def log(request: WorkRequest, unit_code: str, slug: str) -> HttpResponse:
    """What was done in this branch, the newest first, with its effect."""
    place = here(request, unit_code, slug)
    typed = request.GET.get("xem", "")
    standing = Standing(typed) if typed in Standing.values else Standing.ALL
    before = number(request.GET.get("sau", ""))
    found, following = queries.log(place.unit, place.period, standing=standing, before=before)
    kept = {"xem": standing.value}
    context = {
        **framed(place, "log", label=_("Nhật ký")),
        "tally": queries.tally(place.unit, place.period),
        "rows": tables.urgings(found) if found else None,
        "standing_tabs": [
            Link(
                label=str(one.label), url=url(place, "log", xem=one.value), current=one == standing
            )
            for one in Standing
        ],
        "is_all": standing == Standing.ALL,
        "now": clock.now(),
        "export_url": url(place, "export"),
        "first_url": url(place, "log", **kept) if before else "",
        "following_url": url(place, "log", **kept, sau=following) if following else "",
    }
    return render(request, "followup/log.html", context)


@require_safe
def export(request: WorkRequest, unit_code: str, slug: str) -> HttpResponseBase:
    """The log as an Excel file."""
    place, now = here(request, unit_code, slug), clock.now()
    title = _("Nhật ký đôn đốc: %(unit)s, %(programme)s, %(period)s") % {
        "unit": place.unit.name,
        "programme": place.programme.title,
        "period": place.period.name.lower(),
    }
    rows = queries.exported(place.unit, place.period)
    name = _("nhat-ky-don-doc-%(code)s.xlsx") % {"code": place.unit.code}
    return workbook_response(sheets.log(rows, title=title, at=now), name)
