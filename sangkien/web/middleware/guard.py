"""Input that no form could have sent: answered 400 before any code meets it."""

from collections.abc import Callable, Iterable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest
from django.http.request import UnreadablePostError
from django.http.response import Http404, HttpResponseBase
from django.utils.translation import gettext as _

from sangkien.web.shared.error_pages import error_page

Handler = Callable[[HttpRequest], HttpResponseBase]

NUL = "\x00"
BIGGEST_KEY = 2**63 - 1
FORM = "application/x-www-form-urlencoded"


class MalformedInputMiddleware:
    """Refuse NUL, broken UTF-8 and numbers that no database column can hold."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            malformed = is_malformed(request)
        except UnreadablePostError:  # the connection broke half-way: nobody is there to read this
            malformed = True
        if malformed:
            return error_page(
                request,
                400,
                _("Dữ liệu gửi lên có ký tự không hợp lệ. Mời quay lại, kiểm tra và gửi lại."),
            )
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> None:
        """No row has such a number; SQLite would answer with an OverflowError."""
        if any(isinstance(value, int) and value > BIGGEST_KEY for value in kwargs.values()):
            raise Http404


def is_malformed(request: HttpRequest) -> bool:
    return (
        NUL in request.path
        or not _is_utf8(request.META.get("QUERY_STRING", "").encode("latin-1", "replace"))
        or _has_nul(request.COOKIES.values())
        or _has_nul(_texts(request.GET.lists()))
        or (request.method == "POST" and _has_malformed_form(request))
    )


def _has_malformed_form(request: HttpRequest) -> bool:
    if request.content_type == FORM and not _is_utf8(request.body):
        return True
    names = (file.name or "" for __, files in request.FILES.lists() for file in files)
    return _has_nul(_texts(request.POST.lists())) or _has_nul(names)


def _is_utf8(encoded: bytes) -> bool:
    try:
        unquote_to_bytes(encoded).decode()
    except UnicodeDecodeError:
        return False
    return True


def _texts(lists: Iterable[tuple[str, list[str]]]) -> Iterable[str]:
    for name, values in lists:
        yield name
        yield from values


def _has_nul(texts: Iterable[str]) -> bool:
    return any(NUL in text for text in texts)
