"""`/sang-kien/dang-ky/`: the first screen; a draft exists once there is a title."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.initiatives import queries
from sangkien.initiatives.actions import drafting
from sangkien.initiatives.queries import Offer
from sangkien.units import queries as units
from sangkien.web.initiatives import journey
from sangkien.web.initiatives.forms.starting import OfferForm, StartForm, offer_key
from sangkien.web.initiatives.views.steps import answer, is_autosave
from sangkien.web.shared.refusals import UNPROCESSABLE
from sangkien.web.shared.work import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: WorkRequest) -> HttpResponse:
    """Choose where to register, unless there is one choice only; then the first question."""
    on = clock.today()
    found = queries.offers(units.registering_units(request.actor, on=on), at=request.received_at)
    offers = [offer for offer in found if not offer.is_over(request.received_at)]
    if not offers:
        return _nothing_offered(request, found)
    offer = _chosen(request, offers)
    if offer is None:
        return _choose(request, offers)
    if request.method == "POST":
        return _begin(request, offer)
    return _ask(
        request, offer, StartForm(programme=offer.programme, initial={"request_key": uuid.uuid4()})
    )


def _chosen(request: WorkRequest, offers: list[Offer]) -> Offer | None:
    if len(offers) == 1:
        return offers[0]
    wanted = request.POST.get("chon") or request.GET.get("chon")
    return next((offer for offer in offers if offer_key(offer) == wanted), None)


def _nothing_offered(request: WorkRequest, over: list[Offer]) -> HttpResponse:
    reason = over[0].closed_reason(request.received_at) if over else ""
    return render(request, "initiatives/nothing_offered.html", {"reason": reason})


def _choose(request: WorkRequest, offers: list[Offer]) -> HttpResponse:
    asked = "chon" in request.GET
    form = OfferForm(request.GET if asked else None, offers=offers)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "initiatives/choose.html", {"form": form}, status=status)


def _begin(request: WorkRequest, offer: Offer) -> HttpResponse:
    form = StartForm(request.POST, programme=offer.programme)
    if form.is_valid() and not form.cleaned_data["title"]:
        form.add_error("title", _("Hãy nhập tên sáng kiến."))
    if form.errors:
        if is_autosave(request):
            return HttpResponse(status=UNPROCESSABLE)
        return _ask(request, offer, form)
    initiative = drafting.start_draft(
        offer.programme,
        offer.unit,
        author=request.user,
        request_key=form.cleaned_data["request_key"],
        changes=form.changes(),
        by=request.actor,
        at=clock.now(),
    )
    if not initiative.is_editable:  # an old page, sent again after everything was finished
        return redirect("initiatives:receipt", initiative.code)
    return answer(request, initiative, journey.TITLE, form)


def _ask(request: WorkRequest, offer: Offer, form: StartForm) -> HttpResponse:
    context = {
        "step": journey.TITLE,
        "last_step": journey.LAST,
        "form": form,
        "offer": offer,
        "offer_key": offer_key(offer),
        "closed": offer.closed_reason(request.received_at),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "initiatives/start.html", context, status=status)
