"""`/don-vi/<code>/may-dang-ky/`: tablets that stand for the unit."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.kiosks import queries
from sangkien.kiosks.actions import kiosks
from sangkien.web.shared import tablets
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.finding import unit_for
from sangkien.web.units.forms import KioskForm
from sangkien.web.units.frame import around

if TYPE_CHECKING:
    from sangkien.units.models import Unit


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: WorkRequest, code: str) -> HttpResponse:
    """The list, and the form that turns this very device into one more."""
    unit = unit_for(request, code, Permission.KIOSK_MANAGE)
    programmes = queries.programmes_for(unit, at=request.received_at)
    if request.method != "POST":
        key = {"request_key": uuid.uuid4()}
        return _page(request, unit, KioskForm(programmes=programmes, initial=key))
    form = KioskForm(request.POST, programmes=programmes)
    tried = attempt(form, lambda: _opened(request, unit, form))
    if tried.done is None:
        return _page(request, unit, form, status=tried.status)
    # From here on the device belongs to everybody: the officer's session ends first.
    response = tablets.forgotten(request, redirect("kiosk:start"))
    tablets.mark(response, tried.done.kiosk, tried.done.token)
    return response


def _opened(request: WorkRequest, unit: "Unit", form: KioskForm) -> kiosks.Opened:
    return kiosks.open_kiosk(
        unit,
        form.programme(),
        name=form.cleaned_data["name"],
        request_key=form.cleaned_data["request_key"],
        by=request.actor,
        at=clock.now(),
    )


def _page(
    request: WorkRequest, unit: "Unit", form: KioskForm, *, status: int = 200
) -> HttpResponse:
    now = clock.now()
    context = {
        **around(request, unit, here="kiosks"),
        "form": form,
        "kiosks": [(kiosk, kiosk.is_live(now)) for kiosk in queries.kiosks_of(unit)],
        "now": now,
    }
    return render(request, "units/kiosks.html", context, status=status)


@require_POST
def close(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Đóng máy", from any device of the officer."""
    unit = unit_for(request, code, Permission.KIOSK_MANAGE)
    kiosk = queries.get_kiosk(unit, pk, actor=request.actor)
    kiosks.close(kiosk, by=request.actor, at=clock.now())
    messages.success(request, _("Đã đóng máy “%(name)s”.") % {"name": kiosk.name})
    return redirect("units:kiosks", unit.code)
