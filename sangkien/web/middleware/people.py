"""Who is asking: login unless the page is public, and the actor with the rights of this moment."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect

from sangkien.access import proof
from sangkien.access.actor import Actor
from sangkien.accounts import sessions
from sangkien.accounts.enums import SessionKind
from sangkien.core import clock
from sangkien.units import queries
from sangkien.web.shared.proving import second_factor_roles

Handler = Callable[[HttpRequest], HttpResponseBase]


class LoginRequired(LoginRequiredMiddleware):
    """Login unless a view says `login_not_required`; a fragment never gets the login page inside it."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        # Django asks who is reading first, which opens the session even for public pages.
        if not getattr(view_func, "login_required", True):
            return None
        answer: HttpResponseBase | None = super().process_view(
            request, view_func, view_args, view_kwargs
        )
        if answer is None:
            _note_visit(request)
        return answer

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> Any:
        response = super().handle_no_permission(request, view_func)
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(response.url)
        return response


def actor(get_response: Handler) -> Handler:
    """`request.actor`: computed when first asked, from the grants in force at this very request."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: _actor_of(request))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def _actor_of(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return Actor.anonymous()
    session, now = request.session, clock.now()
    actor = queries.actor_for(request.user, at=now)
    if session.get(sessions.KIND) == SessionKind.KIOSK:
        kiosk = getattr(request, "kiosk", None)
        return actor.at_kiosk(kiosk.pk, path=kiosk.unit.path) if kiosk else Actor.anonymous()
    if session.get(sessions.PROVEN):
        proven_at = dt.datetime.fromtimestamp(session[sessions.PROVEN], dt.UTC)
        actor = replace(actor, proven_at=proven_at)
    if session.get(sessions.WEAK):
        return replace(actor.as_member(), is_weak=not _is_firm(session.get(sessions.FIRM), now))
    if not session.get(sessions.SECOND):
        # Such a session has everything else that the person may do.
        actor = actor.without_offices(second_factor_roles(clock.today()))
    if actor.holds_office and session.get(sessions.KIND) in {None, SessionKind.MEMBER}:
        _limit_as_officer(request)
    return actor


def _is_firm(since: int | None, now: dt.datetime) -> bool:
    """Whether somebody who came in by PIN has shown the password or a second factor lately."""
    shown_at = dt.datetime.fromtimestamp(since, dt.UTC) if since else None
    return proof.is_within(shown_at, at=now)


def _note_visit(request: HttpRequest) -> None:
    """Now and then: the session is kept on, and its owner sees in the list when it was used."""
    now = clock.now()
    if request.session.is_stale(now):  # type: ignore[attr-defined] # our own store
        request.session[sessions.SEEN] = int(now.timestamp())


def _limit_as_officer(request: HttpRequest) -> None:
    """From the first page with an office on: short limits, and a new key for the greater rights."""
    now = int(clock.now().timestamp())
    request.session.cycle_key()
    request.session[sessions.KIND] = SessionKind.OFFICER
    request.session[sessions.OPENED] = request.session[sessions.SEEN] = now
