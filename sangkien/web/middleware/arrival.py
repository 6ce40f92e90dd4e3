"""A request arrives: its time, its number, who really sent it, and one line about it in the log."""

import ipaddress
import logging
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

from sangkien.core import clock

Handler = Callable[[HttpRequest], HttpResponseBase]

access_log = logging.getLogger("sangkien.access")
_WELL_FORMED_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def received_at(get_response: Handler) -> Handler:
    """Note the instant of arrival. It decides about deadlines: waiting in our queue costs nobody."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.received_at = clock.now()  # type: ignore[attr-defined] # see web.shared.http.Request
        request.public_page = False  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def trusted_proxies(get_response: Handler) -> Handler:
    """Believe `X-Forwarded-*` only from the proxies that the operator named.

    The client is the last address in the list that is not one of them: whatever stands further
    left was written by the client.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        peer = request.META.get("REMOTE_ADDR", "")
        request.client_address = peer  # type: ignore[attr-defined]
        if _is_proxy(peer):
            hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
            outside = [hop for hop in hops if _is_address(hop) and not _is_proxy(hop)]
            request.client_address = outside[-1] if outside else peer  # type: ignore[attr-defined]
            if request.META.get("HTTP_X_FORWARDED_PROTO") in {"http", "https"}:
                request.META["wsgi.url_scheme"] = request.META["HTTP_X_FORWARDED_PROTO"]
        return get_response(request)

    return middleware


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_proxy(text: str) -> bool:
    if not settings.TRUSTED_PROXIES or not _is_address(text):
        return False
    address = ipaddress.ip_address(text)
    return any(address in network for network in settings.TRUSTED_PROXIES)


def request_log(get_response: Handler) -> Handler:
    """One line per request: the route's pattern, never the path or the query, which hold people's words."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        trusted = _is_proxy(request.META.get("REMOTE_ADDR", ""))
        request_id = given if trusted and _WELL_FORMED_ID.fullmatch(given) else secrets.token_hex(8)
        request.request_id = request_id  # type: ignore[attr-defined]
        started = time.monotonic()
        response = get_response(request)
        response["X-Request-ID"] = request_id
        access_log.info(
            "request",
            extra={
                "request_id": request_id,
                "method": request.method if request.method in KNOWN_METHODS else "other",
                "route": route(request),
                "status": response.status_code,
                "duration_ms": round((time.monotonic() - started) * 1000, 1),
                "account": _account(request),
            },
        )
        return response

    return middleware


KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def route(request: HttpRequest) -> str:
    """The name of the page, or "-" when no page has this address."""
    match = request.resolver_match
    return (match.view_name or match.route) if match else "-"


def _account(request: HttpRequest) -> int | None:
    """The number of the account, only when the view already asked who is reading."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user is not None else None


def language(get_response: Handler) -> Handler:
    """`/en/...` is the same page in English.

    By address and not by cookie or header: public pages stay identical for every reader of an
    address, so that they can be cached. `request.path_info` is the address without the prefix.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        prefix = get_script_prefix()
        code = settings.LANGUAGE_CODE
        if request.path_info.startswith("/en/"):
            code = "en"
            request.path_info = request.path_info.removeprefix("/en")
            set_script_prefix(prefix + "en/")
        request.LANGUAGE_CODE = code
        try:
            with translation.override(code):
                response = get_response(request)
        finally:
            set_script_prefix(prefix)
        response.headers.setdefault("Content-Language", code)
        return response

    return middleware
