"""A shared tablet can do one thing. Decided here, by what the browser is, not by hiding links."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from sangkien.core import clock, codes
from sangkien.kiosks import queries
from sangkien.web.shared import tablets
from sangkien.web.shared.http import Request

Handler = Callable[[HttpRequest], HttpResponseBase]

START = "kiosk:start"
# Without a worker, and with one; all other pages lead back to the start.
ALWAYS = frozenset({START, "kiosk:enter", "kiosk:done"})
WORKER = ALWAYS | {"kiosk:choose", "kiosk:receipt", "initiatives:start", "initiatives:quick"}
# Only of the one initiative of the session.
ONE = frozenset(
    {
        *("initiatives:step", "initiatives:review", "initiatives:evidence"),
        *("initiatives:evidence_file", "initiatives:evidence_remove"),
        *("initiatives:upload", "initiatives:upload_piece"),
    }
)
RECEIPT = "initiatives:receipt"
MONITORING = frozenset({"healthz", "readyz", "metrics"})


class KioskOnly:
    """`request.kiosk` for pages that depend on the reader; public pages never ask."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.kiosk = None  # type: ignore[attr-defined] # see web.shared.http.Request
        return self.get_response(request)

    def process_view(
        self,
        plain_request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        request = cast(Request, plain_request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if getattr(view, "is_public", False) or name in MONITORING:
            return None
        token = request.COOKIES.get(tablets.COOKIE, "")
        request.kiosk = queries.live(token, at=clock.now())
        if request.kiosk is None:
            return _ordinary(request, name)
        return _on_tablet(request, name, kwargs)


def _ordinary(request: Request, name: str) -> HttpResponseBase | None:
    """No tablet, or one that was closed while a worker was there."""
    if not tablets.is_worker(request):
        return None
    tablets.forget(request)
    return None if name in ALWAYS else redirect(START)


def _on_tablet(request: Request, name: str, kwargs: dict[str, Any]) -> HttpResponseBase | None:
    kiosk = request.kiosk
    works_here = (
        kiosk is not None
        and tablets.is_worker(request)
        and request.session.get(tablets.KIOSK) == kiosk.pk
    )
    if name in ALWAYS or (works_here and _is_own(request, name, kwargs)):
        return None
    if works_here and name == RECEIPT and _is_the_one(request, kwargs):
        return redirect("kiosk:receipt")
    # Anybody else's session does not belong here either: it ends.
    return tablets.forgotten(request, cast(HttpResponse, redirect(START)))


def _is_own(request: Request, name: str, kwargs: dict[str, Any]) -> bool:
    return name in WORKER or (name in ONE and _is_the_one(request, kwargs))


def _is_the_one(request: Request, kwargs: dict[str, Any]) -> bool:
    return bool(tablets.code(request)) and codes.canonical(kwargs["code"]) == tablets.code(request)
