"""`/viet-khi-mat-mang/`: the one page that is there without a network, and the way back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.initiatives import queries
from sangkien.initiatives.actions import drafting
from sangkien.initiatives.queries import Offer
from sangkien.units import queries as units
from sangkien.web.offline.forms import BroughtForm
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

CONTENT = ("title", "before", "solution", "effect")


@public_page(max_age=3600)
def page(request: Request) -> HttpResponse:
    """The same for everybody: what is written stays on the device."""
    return render(request, "offline/page.html")


@public_page(max_age=0)
def worker(request: Request) -> HttpResponse:
    """The service worker: it knows this one page and what the page is made of, nothing else."""
    answer = render(request, "offline/sw.js", content_type="text/javascript")
    answer["Service-Worker-Allowed"] = "/"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: WorkRequest) -> HttpResponse:
    """ "Đưa lên": a draft of what was written; brought in twice it is one draft."""
    if request.kiosk is not None:
        raise NotFound(_("Không tìm thấy trang này."))
    offers = _offers(request)
    form = BroughtForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "offers": offers}
    if request.method != "POST":
        return render(request, "offline/bring.html", context)
    offer = _meant(offers, request.POST.get("chon", ""))
    if offer is None:
        form.is_valid()
        return render(request, "offline/bring.html", context, status=422)
    tried = attempt(
        form,
        lambda: drafting.start_draft(
            offer.programme,
            offer.unit,
            author=request.user,
            request_key=form.cleaned_data["request_key"],
            changes={name: form.cleaned_data[name] for name in CONTENT},
            by=request.actor,
            at=clock.now(),
        ),
    )
    if tried.done is None:
        return render(request, "offline/bring.html", context, status=tried.status)
    messages.success(
        request,
        _("Đã đưa lên thành bản nháp “%(title)s”. Viết tiếp ở trang Việc của tôi.")
        % {"title": tried.done},
    )
    brought = form.cleaned_data["request_key"]
    return redirect(f"{reverse('offline:bring')}?da-nhan={brought}&ma={tried.done.code}")


def _offers(request: WorkRequest) -> list[Offer]:
    """Where the reader may write something now."""
    places = units.registering_units(request.actor, on=clock.today())
    found = queries.offers(places, at=request.received_at)
    return [offer for offer in found if not offer.is_over(request.received_at)]


def _meant(offers: list[Offer], chosen: str) -> Offer | None:
    if len(offers) == 1:
        return offers[0]
    return next((offer for offer in offers if offer.key == chosen), None)
