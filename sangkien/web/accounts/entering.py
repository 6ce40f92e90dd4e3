"""Open a session for somebody who proved who they are, and where to go then."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import auth
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from sangkien.accounts import queries, sessions
from sangkien.accounts.enums import SessionKind
from sangkien.core import clock
from sangkien.web.accounts import devices
from sangkien.web.shared.http import Request
from sangkien.web.shared.proving import second_factor_roles

if TYPE_CHECKING:
    from sangkien.accounts.models import User

WAITING = "second_step"
STEP_LASTS = dt.timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """The first step of a sign-in, kept in the session until the second; `stamp` ends it when the
    password changes. `remembered`: the browser gets to know the person (`devices`).
    """

    user_id: int
    since: float
    weak: bool
    shared: bool
    remembered: bool
    following: str
    stamp: str


def go_on(
    request: Request,
    user: "User",
    *,
    weak: bool,
    shared: bool = False,
    remembered: bool = False,
    following: str = "",
) -> HttpResponse:
    """ "Vào": after the password, PIN or code. Who has a second factor is asked for it first."""
    step = Waiting(
        user_id=user.pk,
        since=clock.now().timestamp(),
        weak=weak,
        shared=shared,
        remembered=remembered,
        following=following or onwards(request),
        stamp=user.get_session_auth_hash(),
    )
    if queries.has_second_factor(user):
        request.session.cycle_key()
        request.session[WAITING] = asdict(step)
        return redirect("accounts:second_step")
    return come_in(request, user, step, second=False)


def waiting(request: Request) -> "tuple[User, Waiting] | None":
    """Who stands between the first and the second step in this browser."""
    kept = request.session.get(WAITING)
    if not kept:
        return None
    step = Waiting(**kept)
    user = queries.active_user(step.user_id)
    late = clock.now().timestamp() - step.since > STEP_LASTS.total_seconds()
    if late or user is None or user.get_session_auth_hash() != step.stamp:
        del request.session[WAITING]
        return None
    return user, step


def come_in(request: Request, user: "User", step: Waiting, *, second: bool) -> HttpResponse:
    """Both steps are done, or one is enough; whoever needs a second factor sets it up now."""
    request.session.pop(WAITING, None)
    enter(request, user, weak=step.weak, shared=step.shared, second=second)
    setting_up = bool(second_factor_roles(clock.today())) and request.actor.lacks_second_factor
    response = redirect("accounts:security" if setting_up else step.following)
    if step.remembered:
        device = devices.of(request)
        devices.keep(response, device, user_id=None if step.shared else user.pk)
    return response


def enter(
    request: Request, user: "User", *, weak: bool, shared: bool = False, second: bool = False
) -> None:
    """The session gets a new key. `weak`: by PIN or text message, good for member's rights only.

    An officer's limits begin with the first page that sees the office (`web.middleware.people`).
    """
    auth.login(request, user)
    now = int(clock.now().timestamp())
    request.session[sessions.KIND] = SessionKind.SHARED if shared else SessionKind.MEMBER
    request.session[sessions.WEAK] = weak
    request.session[sessions.SECOND] = second
    request.session[sessions.OPENED] = request.session[sessions.SEEN] = now
    request.session[sessions.PROVEN] = now
    if second:
        request.session[sessions.FIRM] = now
    request.session[sessions.DEVICE] = devices.words(request)


def prove(request: Request, *, second: bool, firm: bool) -> None:
    """The person showed again to be there: greater rights for a while, hence a new key.

    `firm`: by more than a PIN.
    """
    now = int(clock.now().timestamp())
    request.session.cycle_key()
    request.session[sessions.PROVEN] = now
    if firm:
        request.session[sessions.FIRM] = now
    if second:
        request.session[sessions.SECOND] = True


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
    return ours(asked_for(request), otherwise=settings.LOGIN_REDIRECT_URL)


def ours(wanted: str, *, otherwise: str) -> str:
    """An address of our own host, else the page of that name."""
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return resolve_url(otherwise)
