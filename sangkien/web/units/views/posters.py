"""`/don-vi/<code>/ap-phich/`: posters with the QR code of the unit, and of those below it."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import DomainError, NotFound
from sangkien.initiatives import queries as initiatives
from sangkien.papers import rendering
from sangkien.posters import permissions, queries, rules
from sangkien.posters.actions import printing
from sangkien.web.shared import downloads
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.finding import unit_for
from sangkien.web.units.forms import PosterOrderForm
from sangkien.web.units.frame import around

if TYPE_CHECKING:
    from sangkien.programmes.models import Programme
    from sangkien.units.models import Unit

REFRESH_SECONDS = 3


@require_safe
def index(request: WorkRequest, code: str) -> HttpResponse:
    unit = unit_for(request, code, Permission.POSTER_MAKE)
    below = len(queries.below(unit, on=clock.today()))
    context = {
        **around(request, unit, here="posters"),
        "programmes": [
            (programme, permissions.can_write(request.actor, programme))
            for programme in _programmes(request, unit)
        ],
        "below": below,
        "is_too_many": below > rules.MOST,
        "most": rules.MOST,
        "form": PosterOrderForm(initial={"request_key": uuid.uuid4()}),
    }
    return render(request, "units/posters.html", context)


def _programmes(request: WorkRequest, unit: "Unit") -> "list[Programme]":
    """Those that are not over: nobody wants to be led to a closed door."""
    offers = initiatives.offers([unit], at=request.received_at)
    return [offer.programme for offer in offers if not offer.is_over(request.received_at)]


def _programme(request: WorkRequest, unit: "Unit", slug: str) -> "Programme":
    found = next((one for one in _programmes(request, unit) if one.slug == slug), None)
    if found is None:
        raise NotFound(_("Đơn vị không tham gia chương trình này, hoặc chương trình đã kết thúc."))
    return found


@require_safe
def picture(request: WorkRequest, code: str, slug: str) -> HttpResponse:
    """What will be printed, for the screen."""
    unit = unit_for(request, code, Permission.POSTER_MAKE)
    programme = _programme(request, unit, slug)
    data = queries.posters(programme, [unit], at=clock.now())
    return HttpResponse(rendering.picture("poster", data), content_type="image/png")


@require_safe
def pdf(request: WorkRequest, code: str, slug: str) -> HttpResponseBase:
    """One page."""
    unit = unit_for(request, code, Permission.POSTER_MAKE)
    programme = _programme(request, unit, slug)
    data = queries.posters(programme, [unit], at=clock.now())
    return downloads.pdf_response(rendering.render("poster", data), f"ap-phich-{unit.code}.pdf")


@require_POST
def order(request: WorkRequest, code: str, slug: str) -> HttpResponse:
    """Those of all units directly below, in one file."""
    unit = unit_for(request, code, Permission.POSTER_MAKE)
    programme = _programme(request, unit, slug)
    form = PosterOrderForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Biểu mẫu đã cũ. Mời bấm lại."))
        return redirect("units:posters", unit.code)
    try:
        ordered = printing.order(
            unit,
            programme,
            request_key=form.cleaned_data["request_key"],
            by=request.actor,
            at=clock.now(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("units:posters", unit.code)
    return redirect("units:poster_order", unit.code, ordered.pk)


@require_safe
def progress(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """How far it is; comes back by itself until it is done."""
    unit = unit_for(request, code, Permission.POSTER_MAKE)
    ordered = queries.order(unit, pk, actor=request.actor)
    context = {
        **around(request, unit, here="posters", step=_("Bộ áp phích các đơn vị trực thuộc")),
        "order": ordered,
        "seconds": REFRESH_SECONDS,
    }
    response = render(request, "units/poster_order.html", context)
    if ordered.finished_at is None and not ordered.is_given_up:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@require_safe
def order_pdf(request: WorkRequest, code: str, pk: int) -> HttpResponseBase:
    unit = unit_for(request, code, Permission.POSTER_MAKE)
    ordered = queries.order(unit, pk, actor=request.actor)
    return downloads.pdf_response(queries.pdf_of(ordered), f"ap-phich-truc-thuoc-{unit.code}.pdf")
