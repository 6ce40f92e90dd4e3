"""`/don-vi/<code>/phan-quyen/`: who acts for a unit; giving a role and taking it back."""

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.access.roles import ROLES, RoleKey
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.units import permissions, queries
from sangkien.units.actions import people, rights
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.finding import unit_for
from sangkien.web.units.frame import around
from sangkien.web.units.grant_forms import GrantForm

if TYPE_CHECKING:
    from sangkien.units.models import Grant, Unit


@require_safe
def index(request: WorkRequest, code: str) -> HttpResponse:
    unit = unit_for(request, code, Permission.GRANT_MANAGE)
    today = clock.today()
    grants = queries.standing_grants(unit, on=today)
    context = {
        **around(request, unit, here="grants"),
        "grants": grants,
        "endable": {one.pk for one in grants if permissions.may_end(request.actor, one)},
        "ended": queries.ended_grants(unit, on=today),
        "givable": [role.key.value for role in queries.givable_roles(request.actor, unit)],
        "today": today,
    }
    return render(request, "units/grants.html", context)


@recently_proven
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: WorkRequest, code: str) -> HttpResponse:
    """ "Giao vai trò"."""
    unit = unit_for(request, code, Permission.GRANT_MANAGE)
    form = _form(request, unit, today=clock.today())
    if request.method != "POST":
        return _give_page(request, unit, form)
    tried = attempt(form, lambda: _given(request, unit, form))
    if tried.done is None:
        return _give_page(request, unit, form, status=tried.status)
    messages.success(
        request,
        _("Đã giao vai trò %(role)s cho %(name)s, mã %(code)s.")
        % {
            "role": tried.done.get_role_display(),
            "name": tried.done.user.full_name,
            "code": tried.done.user.member_code,
        },
    )
    return redirect("units:grants", unit.code)


def _form(request: WorkRequest, unit: "Unit", *, today: dt.date) -> GrantForm:
    return GrantForm(
        request.POST if request.method == "POST" else None,
        roles=queries.givable_roles(request.actor, unit),
        find=lambda login: queries.grantable_person(request.actor, login, on=today),
        today=today,
    )


def _given(request: WorkRequest, unit: "Unit", form: GrantForm) -> "Grant":
    written = form.cleaned_data
    return people.grant_role(
        unit,
        form.chosen(),
        role=RoleKey(written["role"]),
        since_on=written["since_on"],
        until_on=written["until_on"],
        is_acting=written["is_acting"],
        reason=written["reason"],
        by=request.actor,
        at=clock.now(),
    )


def _give_page(
    request: WorkRequest, unit: "Unit", form: GrantForm, *, status: int = 200
) -> HttpResponse:
    context = {**around(request, unit, here="grants", step=_("Giao vai trò")), "form": form}
    return render(request, "units/grant.html", context, status=status)


@recently_proven
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Thu hồi", after a page that says what will end."""
    unit = unit_for(request, code, Permission.GRANT_MANAGE)
    grant = queries.get_grant(unit, pk)
    if RoleKey(grant.role) not in {r.key for r in queries.givable_roles(request.actor, unit)}:
        raise NotFound(_("Không tìm thấy vai trò này."))
    rights.ensure_may_end(grant, by=request.actor)
    if grant.revoked_at is not None:
        messages.info(request, _("Vai trò này đã được thu hồi trước đó."))
        return redirect("units:grants", unit.code)
    if request.method != "POST":
        context = {
            **around(request, unit, here="grants", step=_("Thu hồi")),
            "grant": grant,
            "role": ROLES[RoleKey(grant.role)],
            "is_own": grant.user_id == request.actor.user_id,
        }
        return render(request, "units/revoke.html", context)
    people.revoke_role(grant, by=request.actor, at=clock.now())
    messages.success(
        request, _("Đã thu hồi vai trò của %(name)s.") % {"name": grant.user.full_name}
    )
    return redirect("units:grants", unit.code)
