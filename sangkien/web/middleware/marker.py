"""A mark in the browser that somebody is signed in, for pages that must not look at the reader."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from sangkien.web.shared.http import SIGNED_IN_MARK

Handler = Callable[[HttpRequest], HttpResponseBase]

BROKEN = 500


def signed_in_mark(get_response: Handler) -> Handler:
    """Keep the mark in step with the session, however somebody signed in or was signed out.

    The mark says nothing and opens nothing: it only tells `identity.js` that asking is worthwhile.
    Answers that did not look at the reader are left alone, hence every public page.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        session = getattr(request, "session", None)
        if session is None or not session.accessed or response.status_code >= BROKEN:
            return response
        is_marked = SIGNED_IN_MARK in request.COOKIES
        if request.user.is_authenticated and not is_marked:
            response.set_cookie(
                SIGNED_IN_MARK,
                "1",
                max_age=settings.SESSION_COOKIE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        elif is_marked and not request.user.is_authenticated:
            response.delete_cookie(SIGNED_IN_MARK, samesite="Lax")
        return response

    return middleware
