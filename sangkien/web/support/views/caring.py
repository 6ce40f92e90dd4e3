"""Who looks after units that have sent nothing yet."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.support import queries
from sangkien.support.actions import caring
from sangkien.support.enums import CareOutcome
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.support.forms.teams import AssignForm
from sangkien.web.support.links import sections

FORM = ["GET", "HEAD", "POST"]
USUAL_TERM = dt.timedelta(days=14)


@require_http_methods(FORM)
def own(request: WorkRequest) -> HttpResponse:
    """ "Đơn vị tôi phụ trách": those without anything first."""
    actor = request.actor
    if not queries.memberships_of(actor):
        raise NotFound(_("Không tìm thấy trang này."))
    if request.method == "POST":
        row = queries.get_caretaking(number(request.POST.get("row")), actor=actor)
        outcome = _OUTCOMES.get(request.POST.get("intent", ""))
        if outcome is None:
            raise NotFound(_("Không có việc này."))
        caring.end(row, outcome=outcome, by=actor, at=clock.now())
        messages.success(request, _("Đã ghi."))
        return redirect("support:care")
    today = clock.today()
    rows = queries.own_caretakings(actor)
    context = {
        "rows": [(one, one.is_late_on(today)) for one in rows],
        "missing": sum(not one.has_sent for one in rows),
        "tabs": sections(actor, here="care"),
        "now": clock.now(),
    }
    return render(request, "support/care.html", context)


_OUTCOMES = {"done": CareOutcome.DONE, "stop": CareOutcome.STOPPED}


@require_http_methods(FORM)
def assign(request: WorkRequest) -> HttpResponse:
    """From the list of units without anything: one member for all that were ticked."""
    actor = request.actor
    if not actor.can_somewhere(Permission.SUPPORT_MANAGE):
        raise NotFound(_("Không tìm thấy trang này."))
    sent = request.POST if request.method == "POST" else request.GET
    period = queries.period_of_list(number(sent.get("dot")))
    units = queries.units_to_assign(sent.getlist("selected"), actor=actor, on=clock.today())
    members = queries.members_to_assign(actor, units)
    form = AssignForm(
        request.POST if request.method == "POST" else None,
        members=members,
        initial={"due_on": clock.today() + USUAL_TERM},
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: caring.assign(
                form.chosen(),
                units,
                period=period,
                due_on=form.cleaned_data["due_on"],
                by=actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            said = _("Đã giao %(name)s phụ trách %(n)s đơn vị.")
            name = form.chosen().user.full_name
            messages.success(request, said % {"name": name, "n": len(units)})
            return redirect("support:team", form.chosen().team_id)
        status = tried.status
    context = {"form": form, "units": units, "period": period, "members": members}
    return render(request, "support/assign.html", context, status=status)
