"""`/sang-kien/dang-ky/`: the first screen; a draft exists once there is a title."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.initiatives import conditions, queries
from sangkien.initiatives.actions import drafting
from sangkien.initiatives.queries import Offer
from sangkien.programmes import extensions
from sangkien.programmes.plans import plans_above, still_earlier
from sangkien.programmes.queries import ruleset_at
from sangkien.units import queries as units
from sangkien.web.initiatives import adding, journey
from sangkien.web.initiatives.forms.starting import OfferForm, StartForm
from sangkien.web.initiatives.views import scanned
from sangkien.web.initiatives.views.steps import answer, is_autosave
from sangkien.web.shared import tablets
from sangkien.web.shared.refusals import UNPROCESSABLE
from sangkien.web.shared.work import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: WorkRequest) -> HttpResponse:
    """Choose where to register, unless there is one choice only; then the first question."""
    found = offered(request)
    offers = [offer for offer in found if not offer.is_over(request.received_at)]
    if not offers:
        return nothing_offered(request, found)
    poster = scanned.poster(request)
    offer = scanned.meant(poster, offers) if poster else chosen(request, offers)
    if offer is None:
        return choose(request, offers, poster=poster)
    if request.method == "POST":
        return _begin(request, offer)
    return _ask(
        request, offer, StartForm(programme=offer.programme, initial={"request_key": uuid.uuid4()})
    )


def offered(request: WorkRequest) -> list[Offer]:
    """What the reader may take part in; on a shared tablet the programme that it stands for."""
    places = units.registering_units(request.actor, on=clock.today())
    found = queries.offers(places, at=request.received_at)
    kiosk = request.kiosk
    return [one for one in found if kiosk is None or one.programme.pk == kiosk.programme_id]


def chosen(request: WorkRequest, offers: list[Offer]) -> Offer | None:
    if len(offers) == 1:
        return offers[0]
    wanted = request.POST.get("chon") or request.GET.get("chon")
    return next((offer for offer in offers if offer.key == wanted), None)


def nothing_offered(request: WorkRequest, over: list[Offer]) -> HttpResponse:
    """Why: it is over, it is for other units, or there is nothing yet."""
    if over:
        reason = over[0].closed_reason(request.received_at)
    else:
        places = units.registering_units(request.actor, on=clock.today())
        reason = queries.aimed_elsewhere(places, at=request.received_at)
    return render(request, "initiatives/nothing_offered.html", {"reason": reason})


def choose(
    request: WorkRequest, offers: list[Offer], *, poster: scanned.Poster | None = None
) -> HttpResponse:
    """Which one; somebody who scanned the code of another unit learns why there is a question."""
    asked = "chon" in request.GET
    shown = scanned.of_poster(poster, offers) if poster else []
    form = OfferForm(
        request.GET if asked else None, offers=shown or offers, with_unit=poster is not None
    )
    context = {"form": form, "elsewhere": scanned.elsewhere(poster, offers) if poster else ""}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "initiatives/choose.html", context, status=status)


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
        request_key=key_of(request, form),
        changes=form.changes(),
        by=request.actor,
        at=clock.now(),
    )
    if request.kiosk is not None:
        tablets.keep(request, initiative)
    if not initiative.is_editable:  # an old page, sent again after everything was finished
        return redirect("initiatives:receipt", initiative.code)
    photos = adding.keep_photos(request, initiative)
    return answer(request, initiative, journey.TITLE, form, photos=photos)


def key_of(request: WorkRequest, form: StartForm) -> uuid.UUID:
    """On a shared tablet everything in one session is one initiative."""
    if request.kiosk is not None:
        return tablets.request_key(request)
    key: uuid.UUID = form.cleaned_data["request_key"]
    return key


def _ask(request: WorkRequest, offer: Offer, form: StartForm) -> HttpResponse:
    phase = offer.open_phase(request.received_at)
    plan = plans_above(offer.programme, offer.unit.path, phase.period_id if phase else None)
    closed = offer.closed_reason(request.received_at) or plan.closed_reason(request.received_at)
    told = extensions.to_tell([offer.programme], at=request.received_at)
    context = {
        "plan": plan,
        "extended": [(one, still_earlier(one, plan)) for one in told.get(offer.programme.pk, ())],
        "step": journey.TITLE,
        "last_step": journey.Journey(
            conditions.asks_more(ruleset_at(offer.programme, request.received_at))
        ).last,
        "form": form,
        "photos": adding.photos_of(None),
        "offer": offer,
        "offer_key": offer.key,
        "closed": closed,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "initiatives/start.html", context, status=status)
