"""Public pages that everybody reads at once are drawn ahead by the worker and read from one row.

Only the plain page in Vietnamese is kept: whoever asks for another period, another language, or is
signed in and may have changed something just now, gets it drawn from the figures of the moment.
"""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from sangkien.core import clock
from sangkien.reports.queries import kept_page
from sangkien.web.shared.http import SIGNED_IN_MARK, Request

MAX_AGE = 3  # seconds in caches on the way: figures are shown within ten of their change


def kept_or_drawn(request: Request, key: str, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """The page as it is kept, or drawn now where none is."""
    html = kept_page(key, at=clock.now()) if _is_plain(request) else None
    return draw() if html is None else HttpResponse(html)


def _is_plain(request: Request) -> bool:
    return (
        not request.META.get("QUERY_STRING")
        and request.LANGUAGE_CODE == settings.LANGUAGE_CODE
        and SIGNED_IN_MARK not in request.COOKIES
    )


def drawn(path: str, view: Callable[[Request], HttpResponse]) -> str:
    """The page at an address as a reader without any account gets it."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.public_page = True  # type: ignore[attr-defined] # see web.shared.http.Request
    request.LANGUAGE_CODE = settings.LANGUAGE_CODE
    with translation.override(settings.LANGUAGE_CODE):
        return view(cast(Request, request)).content.decode()
