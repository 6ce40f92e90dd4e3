"""One visit for both sides; its day and its team."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.inspections import queries
from sangkien.inspections.actions import adding, minutes, visiting
from sangkien.inspections.enums import TeamPost
from sangkien.inspections.errors import InvalidInspection
from sangkien.web.inspections.forms.planning import DayForm, MemberForm
from sangkien.web.inspections.frame import Reading
from sangkien.web.shared import paging
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    """The buttons: the team sends its minutes to the unit, the unit confirms an addendum."""
    reading = Reading(request, pk)
    if request.method == "POST":
        return _acted(reading)
    return _page(reading)


def _page(reading: Reading, *, refusal: str = "", status: int = 200) -> HttpResponse:
    request, visit = reading.request, reading.visit
    today = local_day(request.received_at)
    alive = visit.inspection.is_announced and not visit.inspection.is_cancelled
    context = {
        **reading.around(),
        "refusal": refusal,
        "inspects": reading.inspects,
        "is_own": reading.inspects and not reading.writes,
        "team": queries.team_of(visit),
        "minutes": visit.minutes if reading.reads_minutes else None,
        "findings": [(row, row.is_overdue_on(today)) for row in queries.findings_of(visit)],
        "addenda": queries.addenda_of(visit),
        "not_announced": reading.writes
        and not visit.inspection.is_announced
        and not visit.inspection.is_cancelled,
        "may_write": alive and reading.writes and visit.is_writable,
        "may_propose": alive and reading.writes and visit.is_writable and bool(visit.content),
        "may_set_team": reading.writes and visit.is_writable and not visit.inspection.is_cancelled,
        "may_answer": alive and reading.speaks and visit.is_proposed,
        "may_add": reading.writes and visit.is_locked,
        "speaks": reading.speaks,
    }
    return render(request, "inspections/visit.html", context, status=status)


def _acted(reading: Reading) -> HttpResponse:
    request, visit = reading.request, reading.visit
    intent = request.POST.get("intent", "")
    acts: dict[str, Callable[[], object]] = {
        "propose": lambda: minutes.propose(
            visit,
            seen=paging.number(request.POST.get("seen")) or 0,
            by=request.actor,
            at=clock.now(),
        ),
        "accept_addendum": lambda: adding.accept_addendum(
            queries.get_addendum(visit, paging.number(request.POST.get("addendum")) or 0),
            by=request.actor,
            at=clock.now(),
        ),
    }
    if intent not in acts:
        raise NotFound(_("Không có việc này."))
    try:
        acts[intent]()
    except InvalidInspection as error:
        return _page(reading, refusal=str(error), status=422)
    said = {
        "propose": _("Đã xác nhận và gửi biên bản cho đơn vị."),
        "accept_addendum": _("Đã xác nhận phụ lục."),
    }
    messages.success(request, said[intent])
    return redirect("inspections:visit", visit.pk)


@require_http_methods(FORM)
def team(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Ngày và đoàn kiểm tra": three small forms on a page."""
    reading = Reading(request, pk)
    reading.ensure(may=reading.writes and reading.visit.is_writable)
    visit, intent = reading.visit, request.POST.get("intent", "")
    day = DayForm(request.POST if intent == "day" else None, initial={"visits_on": visit.visits_on})
    member = MemberForm(request.POST if intent == "add" else None)
    status = 200
    if request.method == "POST":
        done, status = _set(reading, intent, day, member)
        if done:
            messages.success(request, _("Đã lưu."))
            return redirect("inspections:team", pk)
    context = {
        **reading.around(_("Ngày và đoàn")),
        "day": day,
        "member": member,
        "team": queries.team_of(visit),
    }
    return render(request, "inspections/team.html", context, status=status)


def _set(reading: Reading, intent: str, day: DayForm, member: MemberForm) -> tuple[bool, int]:
    visit, who = reading.visit, {"by": reading.request.actor, "at": clock.now()}
    if intent == "remove":
        number = paging.number(reading.request.POST.get("member")) or 0
        visiting.remove_member(visit, number, **who)  # type: ignore[arg-type]
        return True, 200
    if intent == "day":
        tried = attempt(
            day,
            lambda: visiting.set_day(visit, visits_on=day.cleaned_data["visits_on"], **who),  # type: ignore[arg-type]
        )
        return tried.done is not None, tried.status
    if intent == "add":
        added = attempt(
            member,
            lambda: visiting.add_member(
                visit,
                member.cleaned_data["login"],
                post=TeamPost(member.cleaned_data["post"]),
                **who,  # type: ignore[arg-type]
            ),
        )
        return added.done is not None, added.status
    raise NotFound(_("Không có việc này."))
