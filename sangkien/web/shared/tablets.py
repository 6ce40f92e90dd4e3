"""A shared tablet: what its cookie and the short session of a worker on it hold."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpResponse

from sangkien.accounts import sessions
from sangkien.accounts.enums import SessionKind
from sangkien.web.shared.http import Request

if TYPE_CHECKING:  # for annotations only
    from sangkien.initiatives.models import Initiative
    from sangkien.kiosks.models import Kiosk

COOKIE = "__Host-may-chung" if settings.SESSION_COOKIE_SECURE else "may-chung"
# In the worker's session: which tablet, and the one registration that it is good for.
KIOSK, REQUEST_KEY, CODE = "kiosk", "kiosk_request_key", "kiosk_code"


def is_worker(request: Request) -> bool:
    """Whether the session is that of a worker on a tablet."""
    return bool(request.session.get(sessions.KIND) == SessionKind.KIOSK)


def request_key(request: Request) -> uuid.UUID:
    """With it everything that is started in this session is one and the same initiative."""
    return uuid.UUID(request.session[REQUEST_KEY])


def keep(request: Request, initiative: "Initiative") -> None:
    """The initiative of this session: the only one that it opens."""
    request.session[CODE] = initiative.code
    request.session[REQUEST_KEY] = str(initiative.request_key)


def code(request: Request) -> str:
    return str(request.session.get(CODE, ""))


def forget(request: Request) -> None:
    """Whoever was here is gone, with the messages that wait and may name an initiative.

    Before a page is rendered: it must not greet the one who has left.
    """
    if request.session.session_key:
        auth.logout(request)
    list(messages.get_messages(request))


def forgotten(request: Request, response: HttpResponse) -> HttpResponse:
    """The same, and the browser throws away what it kept of pages, and what somebody may have
    written on it while there was no network.
    """
    forget(request)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def mark(response: HttpResponse, kiosk: "Kiosk", token: str) -> None:
    """Make the browser the tablet of the kiosk."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int((kiosk.expires_at - kiosk.opened_at).total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def unmark(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")
