"""`/sang-kien/dang-ky/nhanh/`: one page on a shared tablet. Kept first, judged afterwards."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import DomainError, NotFound
from sangkien.initiatives.actions import drafting, submission
from sangkien.initiatives.queries import Offer, last_submitter
from sangkien.programmes.queries import ruleset_at
from sangkien.web.initiatives import adding
from sangkien.web.initiatives.forms.evidence import PhotosForm
from sangkien.web.initiatives.forms.quick import QuickForm
from sangkien.web.initiatives.views import starting
from sangkien.web.initiatives.views.steps import is_autosave
from sangkien.web.shared import tablets
from sangkien.web.shared.refusals import UNPROCESSABLE, show_at
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative


@require_http_methods(["GET", "HEAD", "POST"])
def quick(request: WorkRequest) -> HttpResponse:
    """The draft stays with the worker whatever becomes of the page."""
    if request.kiosk is None:
        raise NotFound(_("Trang này chỉ có trên máy đăng ký chung."))
    found = starting.offered(request)
    offers = [offer for offer in found if not offer.is_over(request.received_at)]
    if not offers:
        return starting.nothing_offered(request, found)
    offer = starting.chosen(request, offers)
    if offer is None:
        return starting.choose(request, offers)
    if request.method == "POST":
        return _keep(request, offer)
    key = {"request_key": tablets.request_key(request)}
    ruleset = ruleset_at(offer.programme, request.received_at)
    form = QuickForm(programme=offer.programme, ruleset=ruleset, initial=key)
    form.suggest(lambda: last_submitter(request.user.pk))
    return _page(request, offer, form)


def _keep(request: WorkRequest, offer: Offer) -> HttpResponse:
    ruleset = ruleset_at(offer.programme, request.received_at)
    form = QuickForm(request.POST, request.FILES, programme=offer.programme, ruleset=ruleset)
    form.is_valid()
    if "request_key" in form.errors:
        return _page(request, offer, form)
    draft = drafting.start_draft(
        offer.programme,
        offer.unit,
        author=request.user,
        request_key=tablets.request_key(request),
        changes=form.changes(),
        by=request.actor,
        at=clock.now(),
    )
    tablets.keep(request, draft)
    photos = adding.keep_photos(request, draft)
    adding.keep_answers(request, draft, form)
    is_wrong = bool(form.errors or photos.errors)
    if is_autosave(request):
        return adding.autosaved(draft, is_whole=not is_wrong)
    if is_wrong or adding.stays(request):
        return _page(request, offer, form, draft=draft, photos=photos)
    return _send(request, offer, form, draft)


def _send(request: WorkRequest, offer: Offer, form: QuickForm, draft: "Initiative") -> HttpResponse:
    try:
        submission.submit(draft, by=request.actor, received_at=request.received_at, at=clock.now())
    except DomainError as refusal:
        show_at(form, refusal)
        return _page(request, offer, form, draft=draft)
    return redirect("initiatives:receipt", draft.code)


def _page(
    request: WorkRequest,
    offer: Offer,
    form: QuickForm,
    *,
    draft: "Initiative | None" = None,
    photos: PhotosForm | None = None,
) -> HttpResponse:
    photos = photos or adding.photos_of(draft)
    context = {
        "photos": photos,
        "uploads": adding.uploads_url(draft) if draft is not None else "",
        "draft": draft,
        "form": form,
        "offer": offer,
        "offer_key": offer.key,
        "closed": offer.closed_reason(request.received_at),
    }
    status = UNPROCESSABLE if form.errors or photos.errors else 200
    return render(request, "initiatives/quick.html", context, status=status)
