""" "Áp phích tuần": the page of a unit, and those of all CĐCS below it in one file."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import DomainError, NotFound
from sangkien.papers import rendering
from sangkien.posters.queries import pdf_of
from sangkien.progress.queries import Choice, unit_screen
from sangkien.reports import rules
from sangkien.reports.actions import printing
from sangkien.reports.queries import posters as queries
from sangkien.web.reports import links
from sangkien.web.reports.forms import OrderForm
from sangkien.web.shared import downloads
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.progress.queries import UnitScreen

REFRESH_SECONDS = 3


def _screen(request: WorkRequest, slug: str, unit_code: str) -> "UnitScreen":
    """For those who print for the unit; for others there is no such page."""
    screen = unit_screen(slug, unit_code, choice=Choice(rows=1), at=clock.now())
    if not request.actor.can(Permission.POSTER_MAKE, at=screen.unit.path):
        raise NotFound(_("Không tìm thấy trang này."))
    return screen


@require_safe
def index(request: WorkRequest, slug: str, unit_code: str) -> HttpResponse:
    screen = _screen(request, slug, unit_code)
    below = len(queries.grassroots_below(screen.unit, on=clock.today()))
    context = {
        "screen": screen,
        "below": below,
        "most": rules.MOST_POSTERS,
        "is_too_many": below > rules.MOST_POSTERS,
        "form": OrderForm(initial={"request_key": uuid.uuid4()}),
        "breadcrumb": links.way_up(screen.programme, screen.unit, Link(label=_("Áp phích tuần"))),
    }
    return render(request, "reports/posters.html", context)


@require_safe
def picture(request: WorkRequest, slug: str, unit_code: str) -> HttpResponse:
    """What will be printed, for the screen."""
    screen = _screen(request, slug, unit_code)
    data = queries.posters(screen.programme, [screen.unit], at=clock.now())
    return HttpResponse(rendering.picture("weekly_poster", data), content_type="image/png")


@require_safe
def pdf(request: WorkRequest, slug: str, unit_code: str) -> HttpResponseBase:
    """One page."""
    screen = _screen(request, slug, unit_code)
    data = queries.posters(screen.programme, [screen.unit], at=clock.now())
    name = f"ap-phich-tuan-{screen.unit.code}-{clock.today():%Y%m%d}.pdf"
    return downloads.pdf_response(rendering.render("weekly_poster", data), name)


@require_POST
def order(request: WorkRequest, slug: str, unit_code: str) -> HttpResponse:
    """Those of all CĐCS below, in one file."""
    screen = _screen(request, slug, unit_code)
    programme, unit = screen.programme, screen.unit
    form = OrderForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Biểu mẫu đã cũ. Mời bấm lại."))
        return redirect("reports:posters", programme.slug, unit.code)
    key = form.cleaned_data["request_key"]
    try:
        made = printing.order(unit, programme, request_key=key, by=request.actor, at=clock.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:posters", programme.slug, unit.code)
    return redirect("reports:poster_order", programme.slug, unit.code, made.pk)


@require_safe
def progress(request: WorkRequest, slug: str, unit_code: str, pk: int) -> HttpResponse:
    """How far it is; comes back by itself until it is done."""
    screen = _screen(request, slug, unit_code)
    found = queries.weekly_order(screen.programme, screen.unit, pk, actor=request.actor)
    above = Link(
        label=_("Áp phích tuần"),
        url=reverse("reports:posters", args=[screen.programme.slug, screen.unit.code]),
    )
    context = {
        "screen": screen,
        "order": found,
        "seconds": REFRESH_SECONDS,
        "back_url": above.url,
        "breadcrumb": links.way_up(
            screen.programme, screen.unit, above, Link(label=_("Các CĐCS cấp dưới"))
        ),
    }
    response = render(request, "reports/poster_order.html", context)
    if found.finished_at is None and not found.is_given_up:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@require_safe
def order_pdf(request: WorkRequest, slug: str, unit_code: str, pk: int) -> HttpResponseBase:
    screen = _screen(request, slug, unit_code)
    found = queries.weekly_order(screen.programme, screen.unit, pk, actor=request.actor)
    name = f"ap-phich-tuan-cac-cdcs-{screen.unit.code}.pdf"
    return downloads.pdf_response(pdf_of(found), name)
