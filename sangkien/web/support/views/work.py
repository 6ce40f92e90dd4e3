"""Visits and calls, written down by who did them."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.support import queries
from sangkien.support.actions import working
from sangkien.support.enums import WorkKind
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.support.forms.teams import WorkForm
from sangkien.web.support.links import sections


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: WorkRequest) -> HttpResponse:
    """ "Nhật ký công việc": so that work off the screen counts as well."""
    actor = request.actor
    members = queries.memberships_of(actor)
    if not members:
        raise NotFound(_("Không tìm thấy trang này."))
    if request.POST.get("intent") == "strike":
        return _strike(request)
    today = clock.today()
    offered = queries.places_to_note([one.team for one in members])
    initial = {
        "done_on": today,
        "request_key": uuid.uuid4(),
        "unit": request.GET.get("don-vi", "").upper(),
    }
    form = WorkForm(request.POST or None, members=members, offered=offered, initial=initial)
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _noted(request, form))
        if tried.done is not None:
            messages.success(request, _("Đã ghi vào nhật ký."))
            return redirect("support:work")
        status = tried.status
    context = {
        "form": form,
        "rows": queries.own_work(actor, at=clock.now()),
        "tabs": sections(actor, here="work"),
    }
    return render(request, "support/work.html", context, status=status)


def _noted(request: WorkRequest, form: WorkForm) -> object:
    written = form.cleaned_data
    member = form.member()
    return working.note(
        member,
        queries.place_to_note(member.team, written["unit"]),
        kind=WorkKind(written["kind"]),
        done_on=written["done_on"],
        what=written["what"],
        request_key=written["request_key"],
        by=request.actor,
        at=clock.now(),
    )


def _strike(request: WorkRequest) -> HttpResponse:
    row = queries.own_work_row(number(request.POST.get("row")), actor=request.actor)
    working.strike(row, by=request.actor, at=clock.now())
    messages.success(request, _("Đã xóa dòng ghi nhầm."))
    return redirect("support:work")
