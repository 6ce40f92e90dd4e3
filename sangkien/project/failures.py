"""Handlers of last resort, named in `urls.py`."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from sangkien.web.shared.error_pages import error_page

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database is away, full or busy: then it helps to try again."""
    away = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    return error_page(None, 503 if away else 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open for too long, or another site sent it. `reason` is for the log only."""
    log.warning("csrf: %s", reason, extra={"request_id": getattr(request, "request_id", "")})
    return error_page(request, 403, page="csrf")
