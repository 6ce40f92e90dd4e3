"""Pages that open only to somebody who proved a moment ago to be there."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from sangkien.access import proof
from sangkien.access.roles import RoleKey
from sangkien.core import clock

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)
View = Callable[Concatenate[R, P], HttpResponseBase]

FIRMLY = "chac"  # asks the page for the password or the second factor, a PIN will not do


def recently_proven(view: View[R, P]) -> View[R, P]:
    """ "Xác minh lại": the second factor or the password within ten minutes, else ask for it.

    For pages that grant, sign, join, or change how somebody signs in. Put it on the page with the
    form as well as on what receives it: nobody fills in a form in vain.
    """

    @wraps(view)
    def guarded(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return first_prove(request) or view(request, *args, **kwargs)

    return guarded


def firmly_proven(view: View[R, P]) -> View[R, P]:
    """The same, and not by a PIN: what somebody adds here opens the account for years."""

    @wraps(view)
    def guarded(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        asking: Any = request
        if asking.actor.is_weak:
            return _to_proof(request, **{FIRMLY: "1"})
        return first_prove(request) or view(request, *args, **kwargs)

    return guarded


def first_prove(request: HttpRequest) -> HttpResponseBase | None:
    """The way to the page that asks for it; None when that is not needed."""
    asking: Any = request
    return None if proof.is_recent(asking.actor, at=clock.now()) else _to_proof(request)


def _to_proof(request: HttpRequest, **more: str) -> HttpResponseBase:
    way = f"{reverse('accounts:prove')}?{urlencode({'next': _page(request), **more})}"
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(way)
    return HttpResponseRedirect(way)


def second_factor_roles(today: dt.date) -> set[RoleKey]:
    """The roles that work only after a second factor, by `settings.SECOND_FACTOR`."""
    return {role for role, since in settings.SECOND_FACTOR.items() if since <= today}


def _page(request: HttpRequest) -> str:
    """The page to come back to: a form that was sent is not sent again by itself."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    before = urlsplit(request.headers.get("Referer", ""))
    return before.path if before.netloc == request.get_host() else ""
