"""`/dang-nhap/`, `/dang-xuat/`, `/tai-khoan/`."""

from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.accounts.actions import people, signing_in
from sangkien.accounts.errors import TooManyTries, WrongSignIn
from sangkien.core import clock
from sangkien.privacy.actions import consents
from sangkien.privacy.enums import Channel, Purpose
from sangkien.privacy.queries import text_for
from sangkien.units import queries as units
from sangkien.web.accounts.forms import LoginForm, PasswordForm
from sangkien.web.shared.http import Request
from sangkien.web.shared.refusals import UNPROCESSABLE, show_at
from sangkien.web.shared.work import WorkRequest


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: Request) -> HttpResponse:
    """Sign in and go on to the page that was asked for."""
    onwards = _onwards(request)
    if request.user.is_authenticated:
        return redirect(onwards)
    form = LoginForm(request.POST or None)
    if form.is_valid():
        try:
            user = signing_in.sign_in(**form.cleaned_data, at=clock.now())
        except (WrongSignIn, TooManyTries) as refusal:
            show_at(form, refusal)
        else:
            auth.login(request, user)  # gives the session a new key
            return redirect(onwards)
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(
        request, "accounts/login.html", context, status=UNPROCESSABLE if form.errors else 200
    )


def _onwards(request: Request) -> str:
    """The page that was asked for, when it is one of ours; else the desk."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@require_POST
def logout(request: WorkRequest) -> HttpResponse:
    auth.logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@require_safe
def profile(request: WorkRequest) -> HttpResponse:
    return _profile(request, PasswordForm(user=request.user))


def _profile(request: WorkRequest, form: PasswordForm) -> HttpResponse:
    context: dict[str, Any] = {
        "person": request.user,
        "places": units.places_of(request.actor),
        "consent_text": text_for(Purpose.PUBLIC_NAME, on=clock.today()),
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "accounts/profile.html", context, status=status)


@require_POST
def show_name(request: WorkRequest) -> HttpResponse:
    """Give or withdraw the consent; the button that was pressed says which."""
    options: dict[str, Any] = {
        "purpose": Purpose.PUBLIC_NAME,
        "by": request.actor,
        "at": clock.now(),
    }
    if request.POST.get("consent") == "yes":
        consents.give(request.user, channel=Channel.WEB, **options)
        messages.success(request, _("Họ tên của bạn sẽ hiện cùng các sáng kiến hợp lệ."))
    else:
        consents.withdraw(request.user, **options)
        messages.success(request, _("Các trang công khai không còn hiện họ tên của bạn."))
    return redirect("privacy:mine" if request.POST.get("back") == "data" else "accounts:profile")


@sensitive_post_parameters()
@require_POST
def change_password(request: WorkRequest) -> HttpResponse:
    form = PasswordForm(request.POST, user=request.user)
    if not form.is_valid():
        return _profile(request, form)
    try:
        user = people.change_password(
            request.user,
            current=form.cleaned_data["current"],
            password=form.cleaned_data["new"],
            by=request.actor,
            at=clock.now(),
        )
    except (WrongSignIn, TooManyTries) as refusal:
        show_at(form, refusal)
        return _profile(request, form)
    auth.update_session_auth_hash(request, user)
    messages.success(request, _("Đã đổi mật khẩu. Các máy khác đang đăng nhập sẽ tự thoát."))
    return redirect("accounts:profile")
