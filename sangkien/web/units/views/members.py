"""`/don-vi/<code>/doan-vien/`: the people of a unit, and enrolling a new one."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.units import queries
from sangkien.units.actions import people
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.finding import unit_for
from sangkien.web.units.forms import EnrolForm
from sangkien.web.units.frame import around

if TYPE_CHECKING:
    from sangkien.units.models import Unit

LONGEST_TYPED = 200


@require_safe
def index(request: WorkRequest, code: str) -> HttpResponse:
    unit = unit_for(request, code, Permission.MEMBER_VIEW)
    typed = request.GET.get("q", "").strip()[:LONGEST_TYPED]
    after = number(request.GET.get("sau"))
    today = clock.today()
    found, following = queries.members_page(unit, on=today, typed=typed, after=after)
    here = reverse("units:members", args=[unit.code])
    asked = {"q": typed} if typed else {}
    first = f"{here}?{urlencode(asked)}" if asked else here
    context = {
        **around(request, unit, here="members"),
        "here": here,
        "typed": typed,
        "exported": {"unit": unit.code, "q": typed},
        "members": found,
        "member_count": queries.member_count(unit, on=today),
        "now": clock.now(),
        "first_url": first if after is not None else "",
        "following_url": f"{here}?{urlencode({**asked, 'sau': following})}" if following else "",
        "may_open": request.actor.can(Permission.ACCOUNT_OPEN, at=unit.path),
        "may_enrol": request.actor.can(Permission.MEMBER_MANAGE, at=unit.path),
        "may_join": request.actor.can(Permission.PERSON_JOIN, at=unit.path),
        "coming": len(queries.transfers_to(unit, on=today)),
    }
    return render(request, "units/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: WorkRequest, code: str) -> HttpResponse:
    """ "Ghi danh đoàn viên, người lao động"."""
    unit = unit_for(request, code, Permission.MEMBER_MANAGE)
    today = clock.today()
    if request.method != "POST":
        return _enrol_page(request, unit, EnrolForm(today=today))
    form = EnrolForm(request.POST, today=today)
    tried = attempt(
        form,
        lambda: people.enrol(unit, **form.cleaned_data, by=request.actor, at=clock.now()),
    )
    if tried.done is None:
        return _enrol_page(request, unit, form, status=tried.status)
    messages.success(
        request,
        _("Đã ghi danh %(name)s, mã %(code)s.")
        % {"name": tried.done.full_name, "code": tried.done.member_code},
    )
    return redirect("units:members", unit.code)


def _enrol_page(
    request: WorkRequest, unit: "Unit", form: EnrolForm, *, status: int = 200
) -> HttpResponse:
    context = {**around(request, unit, here="members", step=_("Ghi danh")), "form": form}
    return render(request, "units/enrol.html", context, status=status)
