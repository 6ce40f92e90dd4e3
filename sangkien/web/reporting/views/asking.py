"""Ask for reports, see what was asked for, take a request back."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.reporting import permissions, queries
from sangkien.reporting.actions import asking, opening
from sangkien.units.queries import get_unit
from sangkien.web.reporting import lines
from sangkien.web.reporting.forms.acts import WithdrawForm
from sangkien.web.reporting.forms.asking import AskForm, initial
from sangkien.web.reporting.sides import tabs_of
from sangkien.web.shared import paging
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.reporting.models import ReportRequest

FORM = ["GET", "HEAD", "POST"]


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """ "Báo cáo đã giao", the newest first, each with the occurrence that comes next."""
    actor, now = request.actor, request.received_at
    if not permissions.reads_requests(actor):
        raise NotFound(_("Không tìm thấy trang này."))
    before = paging.number(request.GET.get("truoc"))
    rows, following = queries.asked_page(actor, before=before)
    latest = queries.latest_occurrences(rows, at=now)
    counts = queries.counts_of(latest.values(), at=now)
    here = reverse("reporting:asked")
    context = {
        "tabs": tabs_of(actor, current="asked"),
        "rows": [
            (row, lines.term_words(row), one, counts[one.pk] if one else None)
            for row in rows
            for one in (latest.get(row.pk),)
        ],
        "units": queries.asking_units(actor),
        "first_url": here if before is not None else "",
        "following_url": f"{here}?truoc={following}" if following else "",
        "now": now,
    }
    return render(request, "reporting/asked.html", context)


@require_http_methods(FORM)
def ask(request: WorkRequest, code: str) -> HttpResponse:
    """ "Giao chế độ báo cáo"."""
    unit = get_unit(code, actor=request.actor)
    if not permissions.can_ask(request.actor, unit):
        raise NotFound(_("Bạn không giao báo cáo thay cho đơn vị này."))
    today = clock.today()
    form = AskForm(
        request.POST or None,
        request.FILES or None,
        clusters=queries.clusters_for(unit, year=today.year),
        programmes=queries.programmes_for(unit),
        today=today,
        initial=initial(uuid.uuid4()),
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: asking.ask(
                unit,
                form.wanted_report(),
                request_key=form.cleaned_data["request_key"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã giao. Các đơn vị thấy trong lịch và nhận thông báo."))
            return redirect("reporting:request", tried.done.pk)
        status = tried.status
    trail = [Link(label=_("Báo cáo đã giao"), url=reverse("reporting:asked"))]
    context = {"unit": unit, "form": form, "breadcrumb": [*trail, Link(label=_("Giao báo cáo"))]}
    return render(request, "reporting/ask.html", context, status=status)


def _trail(found: "ReportRequest", step: str = "") -> list[Link]:
    own = Link(label=found.title, url=reverse("reporting:request", args=[found.pk]))
    trail = [Link(label=_("Báo cáo đã giao"), url=reverse("reporting:asked")), own]
    return [*trail, Link(label=step)] if step else trail


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    """One request with its occurrences, those that come included."""
    now = request.received_at
    found = queries.get_request(pk, actor=request.actor)
    occurrences = queries.occurrences_of(found)
    counts = queries.counts_of(occurrences, at=now)
    context = {
        "request_": found,
        "term": lines.term_words(found),
        "rows": [(one, counts[one.pk]) for one in occurrences],
        "coming": opening.coming(found),
        "may_withdraw": permissions.can_run(request.actor, found) and not found.is_withdrawn,
        "breadcrumb": _trail(found),
        "now": now,
    }
    return render(request, "reporting/request.html", context)


@require_safe
def template(request: WorkRequest, pk: int) -> HttpResponseBase:
    """The file to fill in, as the units get it."""
    found = queries.get_request(pk, actor=request.actor)
    if found.template is None:
        raise NotFound(_("Báo cáo này không có tệp mẫu."))
    return file_response(found.template)


@require_http_methods(FORM)
def withdraw(request: WorkRequest, pk: int) -> HttpResponse:
    found = queries.get_request(pk, actor=request.actor)
    if not permissions.can_run(request.actor, found) or found.is_withdrawn:
        raise NotFound(_("Yêu cầu này không do bạn giao, hoặc đã rút."))
    form = WithdrawForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: asking.withdraw(
                found, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã rút yêu cầu; các đơn vị nhận được thông báo."))
            return redirect("reporting:request", pk)
        status = tried.status
    context = {"request_": found, "form": form, "breadcrumb": _trail(found, _("Rút yêu cầu"))}
    return render(request, "reporting/withdraw.html", context, status=status)
