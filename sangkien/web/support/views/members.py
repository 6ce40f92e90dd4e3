"""Who is in a team, with which tasks."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.support import queries
from sangkien.support.actions import membership
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.support.forms.teams import LeaveForm, MemberForm, TasksForm

if TYPE_CHECKING:
    from sangkien.support.models import Team, TeamMember

FORM = ["GET", "HEAD", "POST"]
# Which box stands for what the rights say no to.
NAMES = {"role": "login", "until_on": "login", "since_on": "login"}


@recently_proven
@require_http_methods(FORM)
def add(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Thêm thành viên": gives rights, so whoever does it proves to be there."""
    team = queries.get_managed_team(pk, actor=request.actor)
    form = MemberForm(
        request.POST or None,
        known=membership.known_tasks(team),
        find=lambda login: queries.candidate(team, login, on=clock.today()),
    )
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _added(request, team, form), names=NAMES)
        if tried.done is not None:
            said = _("Đã thêm %(name)s vào tổ.") % {"name": tried.done.user.full_name}
            messages.success(request, said)
            return redirect("support:team", team.pk)
        status = tried.status
    context = {"form": form, "team": team, "units": queries.units_in_charge(team)}
    return render(request, "support/add_member.html", context, status=status)


def _added(request: WorkRequest, team: "Team", form: MemberForm) -> "TeamMember":
    written = form.cleaned_data
    return membership.add(
        team,
        form.found,
        tasks=written["tasks"],
        is_head=written["is_head"],
        by=request.actor,
        at=clock.now(),
    )


@require_http_methods(FORM)
def change(request: WorkRequest, pk: int, member: int) -> HttpResponse:
    """The tasks of a member; the end of the membership."""
    team = queries.get_managed_team(pk, actor=request.actor)
    found = queries.get_member(team, member)
    others = [one for one in queries.members_of(team) if one.pk != found.pk]
    intent = request.POST.get("intent", "")
    form = TasksForm(
        request.POST if intent == "tasks" else None,
        known=[*membership.known_tasks(team), *found.tasks],
        initial={"tasks": found.tasks, "is_head": found.is_head},
    )
    leaving = LeaveForm(request.POST if intent == "leave" else None, others=others)
    status = 200
    if intent == "tasks":
        tried = attempt(
            form,
            lambda: membership.change(found, **form.cleaned_data, by=request.actor, at=clock.now()),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu nhiệm vụ."))
            return redirect("support:team", team.pk)
        status = tried.status
    if intent == "leave":
        gone = attempt(
            leaving,
            lambda: membership.leave(found, to=leaving.chosen(), by=request.actor, at=clock.now()),
        )
        if gone.done is not None:
            messages.success(request, _("Đã cho thôi tham gia tổ; quyền đã hết."))
            return redirect("support:team", team.pk)
        status = gone.status
    context = {
        "form": form,
        "leaving": leaving,
        "team": team,
        "member": found,
        "open": queries.open_of(found),
    }
    return render(request, "support/member.html", context, status=status)
