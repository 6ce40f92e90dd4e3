"""`/may/`: a tablet of the unit, on which one worker after the other registers one initiative."""

import uuid
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.accounts import sessions
from sangkien.accounts.enums import SessionKind
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.initiatives import queries
from sangkien.kiosks.actions import kiosks
from sangkien.papers import qr
from sangkien.web.kiosk.forms import EnterForm
from sangkien.web.shared import tablets
from sangkien.web.shared.http import Request
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.accounts.models import User
    from sangkien.initiatives.models import Initiative
    from sangkien.kiosks.models import Kiosk

RETURNS_AFTER = 60  # seconds with the receipt on the screen


@login_not_required
@require_safe
def start(request: Request) -> HttpResponse:
    """Between two people. Whoever was here is forgotten when this page is asked for."""
    if request.kiosk is None:
        response = render(request, "kiosk/ended.html")
        tablets.unmark(response)
        return response
    tablets.forget(request)
    return _start(request, EnterForm())


def _start(request: Request, form: EnterForm, *, status: int = 200) -> HttpResponse:
    kiosk = cast("Kiosk", request.kiosk)
    offers = queries.offers([kiosk.unit], at=request.received_at)
    offer = next((one for one in offers if one.programme.pk == kiosk.programme_id), None)
    context = {
        "form": form,
        "kiosk": kiosk,
        "closed": offer.closed_reason(request.received_at) if offer else "",
    }
    return render(request, "kiosk/start.html", context, status=status)


@login_not_required
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request) -> HttpResponse:
    """Member code and PIN; the session that begins is good for one registration."""
    kiosk = request.kiosk
    if kiosk is None or request.method != "POST":
        return redirect("kiosk:start")
    form = EnterForm(request.POST)
    tried = attempt(
        form,
        lambda: kiosks.enter(
            kiosk, form.cleaned_data["login"], form.cleaned_data["pin"], at=clock.now()
        ),
    )
    if tried.done is None:
        return _start(request, form, status=tried.status)
    _open_session(request, tried.done, kiosk)
    return redirect("kiosk:choose")


def _open_session(request: Request, user: "User", kiosk: "Kiosk") -> None:
    auth.login(request, user)
    now = int(clock.now().timestamp())
    request.session[sessions.KIND] = SessionKind.KIOSK
    request.session[sessions.WEAK] = True
    request.session[sessions.OPENED] = request.session[sessions.SEEN] = now
    request.session[sessions.DEVICE] = kiosk.name
    request.session[tablets.KIOSK] = kiosk.pk
    request.session[tablets.REQUEST_KEY] = str(uuid.uuid4())


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: WorkRequest) -> HttpResponse:
    """A new one, quickly or step by step, or one that was begun before."""
    _ensure_worker(request)
    waiting = _unfinished(request)
    if request.method == "POST":
        wanted = request.POST.get("ban-nhap", "")
        chosen = next((one for one in waiting if one.code == wanted), None)
        if chosen is None:
            raise NotFound(_("Không tìm thấy bản nháp này."))
        tablets.keep(request, chosen)
        return redirect("initiatives:review", chosen.code)
    context = {"waiting": waiting, "is_begun": bool(tablets.code(request))}
    return render(request, "kiosk/choose.html", context)


def _unfinished(request: WorkRequest) -> "list[Initiative]":
    """Drafts and returned ones of the worker in this programme at this place."""
    kiosk = cast("Kiosk", request.kiosk)
    places = {scope.unit_id for scope in request.actor.scopes}
    return [
        one
        for one in queries.unfinished(request.actor)
        if one.author_id == request.actor.user_id
        and one.programme_id == kiosk.programme_id
        and one.unit_id in places
    ]


@require_safe
def receipt(request: WorkRequest) -> HttpResponse:
    """The code in letters and as QR; the tablet goes back by itself, with or without scripts."""
    _ensure_worker(request)
    if not tablets.code(request):
        return redirect("kiosk:choose")
    initiative = queries.get_initiative(tablets.code(request), actor=request.actor)
    if initiative.received_at is None:
        return redirect("initiatives:review", initiative.code)
    address = f"{settings.BASE_URL}{reverse('home:tracking', args=[initiative.code])}"
    context = {
        "initiative": initiative,
        "tracking_address": address.partition("://")[2],
        "qr": qr.data_uri(address),
        "seconds": RETURNS_AFTER,
    }
    response = render(request, "kiosk/receipt.html", context)
    response["Refresh"] = f"{RETURNS_AFTER};url={reverse('kiosk:start')}"
    return response


def _ensure_worker(request: WorkRequest) -> None:
    if request.kiosk is None:
        raise NotFound(_("Trang này chỉ có trên máy đăng ký chung."))


@login_not_required
@require_POST
def done(request: Request) -> HttpResponse:
    """ "Xong, trả máy"."""
    if request.kiosk is None:
        return redirect("kiosk:start")
    return tablets.forgotten(request, redirect("kiosk:start"))
