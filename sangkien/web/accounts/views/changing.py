"""`/tai-khoan/mat-khau/`, `/tai-khoan/ma-pin/`: the own secrets."""

from collections.abc import Callable

from django.contrib import auth, messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.accounts import queries
from sangkien.accounts.actions import changing
from sangkien.core import clock
from sangkien.units import queries as units
from sangkien.web.accounts.forms import PasswordForm, PinForm
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: WorkRequest) -> HttpResponse:
    """ "Đổi mật khẩu"; who has a PIN only sets the first password with it."""
    has_password = queries.has_password(request.user)
    form = PasswordForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        has_password=has_password,
    )
    context = {"form": form, "has_password": has_password}

    def change() -> bool:
        user = changing.change_password(
            request.user,
            current=form.cleaned_data["current"],
            password=form.cleaned_data["new"],
            by=request.actor,
            at=clock.now(),
            staying=request.session.session_key,
            pin_is_enough=not units.holds_office(request.user, on=clock.today()),
        )
        auth.update_session_auth_hash(request, user)
        return True

    said = _("Đã đổi mật khẩu. Các máy khác đã được đăng xuất.")
    return _changed(
        request, form, change, page="accounts/password.html", context=context, said=said
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_pin(request: WorkRequest) -> HttpResponse:
    """ "Đặt, đổi mã PIN"."""
    form = PinForm(request.POST if request.method == "POST" else None, user=request.user)
    context = {
        "form": form,
        "has_pin": queries.has_pin(request.user),
        "has_password": queries.has_password(request.user),
        "holds_office": units.holds_office(request.user, on=clock.today()),
    }

    def change() -> bool:
        changing.change_pin(
            request.user,
            current=form.cleaned_data["current"],
            pin=form.cleaned_data["new"],
            by=request.actor,
            at=clock.now(),
            staying=request.session.session_key,
        )
        request.session.cycle_key()
        return True

    said = _("Đã đặt mã PIN. Các máy khác đã được đăng xuất.")
    return _changed(request, form, change, page="accounts/pin.html", context=context, said=said)


def _changed(
    request: WorkRequest,
    form: Form,
    change: Callable[[], bool],
    *,
    page: str,
    context: dict[str, object],
    said: str,
) -> HttpResponse:
    if request.method != "POST":
        return render(request, page, context)
    tried = attempt(form, change)
    if not tried.done:
        return render(request, page, context, status=tried.status)
    messages.success(request, said)
    return redirect("accounts:profile")


@require_POST
def remove_pin(request: WorkRequest) -> HttpResponse:
    """ "Bỏ mã PIN"."""
    staying = request.session.session_key
    changing.remove_pin(request.user, by=request.actor, at=clock.now(), staying=staying)
    messages.success(request, _("Đã bỏ mã PIN. Từ nay bạn đăng nhập bằng mật khẩu."))
    return redirect("accounts:profile")
