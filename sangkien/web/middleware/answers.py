"""What goes out: policies of the browser, caches, and refusals of the domain as pages."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from sangkien.core.errors import Busy, ChangedMeanwhile, DomainError, NotAllowed, NotFound
from sangkien.web.shared import downloads, page_tables, policies
from sangkien.web.shared.error_pages import error_page
from sangkien.web.shared.http import PRIVATE, TABLES

log = logging.getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponseBase]

STATUS = {NotAllowed: 403, NotFound: 404, ChangedMeanwhile: 409, Busy: 503}


def browser_policies(get_response: Handler) -> Handler:
    """Every answer carries the policies, static files and errors included."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        policies.add_to(response)
        return response

    return middleware


def private_by_default(get_response: Handler) -> Handler:
    """Nothing is kept by any cache unless the view said so (`public_page`, static files)."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.has_header("Set-Cookie") or response.cookies:
            response["Cache-Control"] = PRIVATE
        response.headers.setdefault("Cache-Control", PRIVATE)
        return response

    return middleware


class CompressedPages(GZipMiddleware):
    """Pages get smaller; files are packed already, and a part of one must arrive as it is."""

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        if response.has_header("Content-Disposition"):
            return cast(HttpResponseBase, response)
        return super().process_response(request, response)


def tables_as_files(get_response: Handler) -> Handler:
    """`?tai-bang=xlsx`: the page is made as always, for the same reader, and its tables and lists are
    answered.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        kind = request.GET.get(TABLES, "") if request.method == "GET" else ""
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        is_page = is_page and response.status_code == HTTPStatus.OK
        if kind not in {"xlsx", "csv"} or not is_page or not isinstance(response, HttpResponse):
            return response
        page = page_tables.read(response.text)
        if not page.tables:
            return response
        is_public = hasattr(request, "public_page")
        if not is_public:  # what leaves of people can be found again
            log.info("tables taken: %s by user %s", *_what_and_who(request), extra=_id(request))
        answer = downloads.tables_response(page, kind, is_public=is_public)
        answer.cookies = response.cookies
        for name in ("Cache-Control", "Vary"):
            if response.has_header(name):
                answer[name] = response[name]
        return answer

    return middleware


class RefusalsMiddleware:
    """A refusal that a view did not show at its form becomes a page that says why."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # Whoever reloads what a button answered asks for an address that only takes buttons.
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            page = error_page(request, response.status_code)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        if isinstance(exception, NotAllowed):
            log.warning("not allowed: %s by user %s", *_what_and_who(request), extra=_id(request))
        if isinstance(exception, DomainError):
            status = next(
                (code for kind, code in STATUS.items() if isinstance(exception, kind)), 422
            )
            return error_page(request, status, str(exception))
        if isinstance(exception, (OverflowError, DataError)):
            # A value that fits no column: SQLite and PostgreSQL each say it their own way.
            return error_page(request, 400)
        return None


def _what_and_who(request: HttpRequest) -> tuple[str, int | None]:
    view = request.resolver_match.view_name if request.resolver_match else ""
    return view, getattr(getattr(request, "user", None), "pk", None)


def _id(request: HttpRequest) -> dict[str, str]:
    return {"request_id": getattr(request, "request_id", "")}
