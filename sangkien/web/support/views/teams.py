"""Support teams: which there are, one of them, setting one up."""

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.support import queries
from sangkien.support.actions import membership, teams
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.support.forms.teams import NewTeamForm, TeamForm
from sangkien.web.support.links import sections

if TYPE_CHECKING:
    from sangkien.support.models import Team, TeamMember

FORM = ["GET", "HEAD", "POST"]


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """The teams that the reader is in or looks after."""
    actor = request.actor
    may_manage = actor.can_somewhere(Permission.SUPPORT_MANAGE)
    if not may_manage and not queries.memberships_of(actor):
        raise NotFound(_("Không tìm thấy trang này."))
    after = number(request.GET.get("sau"))
    rows, more = queries.teams_seen(actor, after=after)
    here = reverse("support:teams")
    context = {
        "rows": rows,
        "tabs": sections(actor, here="teams"),
        "may_set_up": queries.units_to_set_up(actor),
        "first_url": here if after else "",
        "following_url": f"{here}?sau={rows[-1].pk}" if more else "",
    }
    return render(request, "support/teams.html", context)


@require_http_methods(FORM)
def team(request: WorkRequest, pk: int) -> HttpResponse:
    """Members with their tasks, units, contact; a member says here whether the phone is shown."""
    found = queries.get_team(pk, actor=request.actor)
    members = queries.members_of(found)
    own = next((one for one in members if one.user_id == request.actor.user_id), None)
    if request.method == "POST":
        return _act(request, found, own)
    may_manage = found.ended_at is None and request.actor.can(
        Permission.SUPPORT_MANAGE, at=found.unit.path
    )
    today = clock.today()
    lacking = queries.without_rights(found, on=today) if may_manage else set()
    context = {
        "team": found,
        "members": [(one, one.pk in lacking) for one in members],
        "own": own,
        "units": queries.units_in_charge(found),
        "may_manage": may_manage,
        "teams_above": queries.teams_above(found, on=today),
        "today": today,
    }
    return render(request, "support/team.html", context)


def _act(request: WorkRequest, found: "Team", own: "TeamMember | None") -> HttpResponse:
    intent = request.POST.get("intent", "")
    if own is None or intent not in {"show", "hide", "leave"}:
        raise NotFound(_("Không có việc này."))
    who: dict[str, Any] = {"by": request.actor, "at": clock.now()}
    if intent == "leave":
        membership.leave(own, **who)
        messages.success(request, _("Bạn đã rời %(team)s.") % {"team": found.name})
        return redirect("desk:index")
    membership.show_phone(own, shown=intent == "show", **who)
    said = (
        _("Tác giả ở các đơn vị phụ trách thấy số điện thoại của bạn.")
        if intent == "show"
        else _("Số điện thoại của bạn không còn hiện với tác giả.")
    )
    messages.success(request, said)
    return redirect("support:team", found.pk)


@require_http_methods(FORM)
def set_up(request: WorkRequest, code: str) -> HttpResponse:
    """ "Thành lập Tổ hỗ trợ sáng kiến"."""
    unit = queries.manageable_unit(code, actor=request.actor)
    initial = {
        "name": _("Tổ hỗ trợ sáng kiến %(unit)s") % {"unit": unit.label},
        "since_on": clock.today(),
        "request_key": uuid.uuid4(),
    }
    form = NewTeamForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: teams.set_up(
                unit,
                details=teams.Details(**form.details()),
                request_key=form.cleaned_data["request_key"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lập tổ. Mời thêm thành viên."))
            return redirect("support:team", tried.done.pk)
        status = tried.status
    context = {"form": form, "unit": unit, "title": _("Thành lập Tổ hỗ trợ sáng kiến")}
    return render(request, "support/team_form.html", context, status=status)


@require_http_methods(FORM)
def edit(request: WorkRequest, pk: int) -> HttpResponse:
    """What is written about a team; its end."""
    found = queries.get_managed_team(pk, actor=request.actor)
    if request.POST.get("intent") == "end":
        teams.end(found, by=request.actor, at=clock.now())
        messages.success(request, _("Tổ đã kết thúc hoạt động; quyền của thành viên đã hết."))
        return redirect("support:teams")
    names = ("name", "decision_number", "decided_on", "since_on", "until_on", "channel")
    initial = {name: getattr(found, name) for name in names}
    form = TeamForm(
        request.POST or None, initial={**initial, "own_tasks": "\n".join(found.own_tasks)}
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: teams.change(
                found, details=teams.Details(**form.details()), by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu thông tin tổ."))
            return redirect("support:team", found.pk)
        status = tried.status
    context = {"form": form, "unit": found.unit, "team": found, "title": _("Sửa thông tin tổ")}
    return render(request, "support/team_form.html", context, status=status)
