"""`/dang-nhap/`, `/dang-xuat/`."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.accounts import external, rules
from sangkien.accounts import sessions as limits
from sangkien.accounts.actions import signing_in
from sangkien.accounts.enums import SessionKind
from sangkien.accounts.errors import TooManyTries, WrongSignIn
from sangkien.accounts.queries import LONGEST_LOGIN
from sangkien.core import clock
from sangkien.core.errors import Busy
from sangkien.web.accounts import devices
from sangkien.web.accounts.entering import asked_for, go_on, onwards, with_next
from sangkien.web.accounts.forms import LoginForm
from sangkien.web.shared.http import Request
from sangkien.web.shared.refusals import UNAVAILABLE, UNPROCESSABLE, show_at
from sangkien.web.shared.work import WorkRequest

QUEUE_SECONDS = 5


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: Request) -> HttpResponse:
    """Sign in and go on to the page that was asked for."""
    if request.user.is_authenticated:
        return redirect(onwards(request))
    form = LoginForm(
        request.POST if request.method == "POST" else None,
        initial={"login": request.GET.get("login", "")[:LONGEST_LOGIN]},
    )
    if not form.is_valid():
        return login_page(request, form, status=UNPROCESSABLE if form.errors else 200)
    try:
        return _signed_in(request, form)
    except Busy:
        return _queue(request, form.cleaned_data["login"])
    except (WrongSignIn, TooManyTries) as refusal:
        show_at(form, refusal)
    return login_page(request, form, status=UNPROCESSABLE)


def _signed_in(request: Request, form: LoginForm) -> HttpResponse:
    typed = form.cleaned_data
    device = devices.of(request)
    user = signing_in.sign_in(typed["login"], typed["password"], at=clock.now(), device=device)
    weak = bool(rules.pin_key(typed["password"]))
    return go_on(request, user, weak=weak, shared=typed["shared"], remembered=True)


def login_page(request: Request, form: LoginForm, *, status: int) -> HttpResponse:
    """Also for a passkey that was refused: what is wrong stands above the usual form."""
    context = {
        "form": form,
        "next": asked_for(request),
        "activate_url": with_next(request, "accounts:activate"),
        "ask_url": with_next(request, "accounts:ask_code"),
        "by_message": bool(settings.SMS),
        "others": external.offered(),
    }
    response = render(request, "accounts/login.html", context, status=status)
    if not devices.of(request).key:
        devices.keep(response, rules.Device())
    return response


def _queue(request: Request, login: str) -> HttpResponse:
    """Too many sign in at this second: the page comes back by itself, with the typed login."""
    typed = {"login": login, "next": asked_for(request)}
    context = {**typed, "back": urlencode(typed), "seconds": QUEUE_SECONDS}
    response = render(request, "accounts/queue.html", context, status=UNAVAILABLE)
    response["Retry-After"] = str(QUEUE_SECONDS)
    return response


@require_POST
def logout(request: WorkRequest) -> HttpResponse:
    """The browser forgets the pages, too; on a shared device whatever they stored."""
    shared = request.session.get(limits.KIND) == SessionKind.SHARED
    auth.logout(request)
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    response["Clear-Site-Data"] = '"cache", "storage"' if shared else '"cache"'
    return response
