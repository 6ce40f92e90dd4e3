"""Open a session for somebody who proved who they are, and where to go then."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import auth
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from sangkien.accounts import sessions
from sangkien.accounts.enums import SessionKind
from sangkien.core import clock
from sangkien.web.accounts import devices
from sangkien.web.shared.http import Request

if TYPE_CHECKING:
    from sangkien.accounts.models import User


def enter(request: Request, user: "User", *, weak: bool, shared: bool = False) -> None:
    """The session gets a new key. `weak`: by PIN or text message, good for member's rights only.

    An officer's limits begin with the first page that sees the office (`web.middleware.people`).
    """
    auth.login(request, user)
    now = int(clock.now().timestamp())
    request.session[sessions.KIND] = SessionKind.SHARED if shared else SessionKind.MEMBER
    request.session[sessions.WEAK] = weak
    request.session[sessions.OPENED] = request.session[sessions.SEEN] = now
    request.session[sessions.DEVICE] = devices.words(request)


def asked_for(request: Request) -> str:
    """The page that comes next, as it was asked for."""
    return str(request.POST.get("next") or request.GET.get("next", ""))


def with_next(request: Request, view_name: str) -> str:
    """The address of a page on the way in, which leads on to the page that was asked for."""
    wanted = asked_for(request)
    address = resolve_url(view_name)
    return f"{address}?{urlencode({'next': wanted})}" if wanted else address


def onwards(request: Request) -> str:
    """The page that was asked for, when it is one of ours; else the desk."""
    wanted = asked_for(request)
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)
