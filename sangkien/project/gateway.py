"""The last door before Django: what it cannot even build a request from."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

from sangkien.web.shared import policies
from sangkien.web.shared.error_pages import error_page

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def refuse_unreadable(application: Application) -> Application:
    """Answer 400 to a content type whose charset is not UTF-8 or cannot be parsed.

    Django decodes the address with that charset while it builds the request, before any
    middleware; "rot13" is a known codec and no text encoding, and makes it fail there.
    """

    def guarded(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if is_utf8(environ.get("CONTENT_TYPE", "")):
            return application(environ, start_response)
        response = error_page(None, 400)
        policies.add_to(response)
        response["Content-Length"] = str(len(response.content))
        start_response(f"400 {response.reason_phrase}", list(response.items()))
        return [response.content]

    return guarded


def is_utf8(content_type: str) -> bool:
    try:
        __, parameters = parse_header_parameters(content_type)
    except Exception:  # noqa: BLE001 - the parser is the standard library's, for mail; it has many ways to fail
        return False
    charset = str(parameters.get("charset", "utf-8"))
    return charset.lower().replace("_", "-") in {"utf-8", "utf8"}
