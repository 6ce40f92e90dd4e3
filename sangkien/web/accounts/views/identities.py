"""`/dang-nhap/qua/<key>/`: sign in through an employer or a network, and link it beforehand."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse, set_script_prefix
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.accounts import external
from sangkien.accounts.actions import identities
from sangkien.accounts.errors import AlreadyLinked, OtherSignInFailed, UnknownIdentity
from sangkien.core import clock
from sangkien.web.accounts.entering import go_on, onwards, ours
from sangkien.web.shared.http import Request
from sangkien.web.shared.proving import firmly_proven
from sangkien.web.shared.refusals import UNPROCESSABLE
from sangkien.web.shared.work import WorkRequest


@login_not_required
@require_POST
def leave(request: Request, key: str) -> HttpResponse:
    """To the other sign-in, by way of a page: our forms may lead to our own host only."""
    if request.user.is_authenticated:
        return redirect(onwards(request))
    return _leaving(request, key, following=onwards(request), linking=None)


@firmly_proven
@require_POST
def link(request: WorkRequest, key: str) -> HttpResponse:
    """ "Liên kết": the same way, as somebody who is signed in here and has just proved it."""
    return _leaving(request, key, following="", linking=request.user.pk)


def _leaving(request: Request, key: str, *, following: str, linking: int | None) -> HttpResponse:
    one = external.get(key)
    try:
        address = external.leave(
            request, key, back=_return_address(key), following=following, linking=linking
        )
    except OtherSignInFailed as refusal:
        return _refused(request, refusal, name=one.name)
    return render(request, "accounts/leaving.html", {"address": address, "name": one.name})


def _return_address(key: str) -> str:
    """The one address that is registered at the other side, whatever language is on."""
    prefix = get_script_prefix()
    set_script_prefix("/")
    try:
        return settings.BASE_URL + reverse("accounts:external_return", args=[key])
    finally:
        set_script_prefix(prefix)


@login_not_required
@require_safe
def come_back(request: Request, key: str) -> HttpResponse:
    """Who is known goes on, who asked to be linked is linked, anybody else signs in here first."""
    one = external.get(key)
    try:
        returned = external.come_back(request, key, back=_return_address(key))
        if returned.linking is not None:
            return _linked(request, returned, one)
        user = identities.sign_in(key, returned.uid)
    except (OtherSignInFailed, UnknownIdentity, AlreadyLinked) as refusal:
        return _refused(request, refusal, name=one.name)
    following = ours(returned.following, otherwise=settings.LOGIN_REDIRECT_URL)
    return go_on(request, user, weak=not one.trusted, following=following)


def _linked(
    request: Request, returned: external.Returned, one: external.OtherSignIn
) -> HttpResponse:
    """Only for the very person who pressed the button."""
    if not request.user.is_authenticated or request.user.pk != returned.linking:
        raise OtherSignInFailed(_("Phiên đăng nhập đã đổi. Hãy đăng nhập rồi liên kết lại."))
    identities.link(
        request.user, provider=one.key, uid=returned.uid, by=request.actor, at=clock.now()
    )
    messages.success(request, _("Đã liên kết %(name)s.") % {"name": one.name})
    return redirect("accounts:security")


def _refused(request: Request, refusal: Exception, *, name: str) -> HttpResponse:
    context = {
        "message": str(refusal),
        "name": name,
        "is_unknown": isinstance(refusal, UnknownIdentity),
    }
    return render(request, "accounts/external_refused.html", context, status=UNPROCESSABLE)


@firmly_proven
@require_POST
def unlink(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Bỏ liên kết"."""
    identities.unlink(request.user, pk, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ liên kết."))
    return redirect("accounts:security")
