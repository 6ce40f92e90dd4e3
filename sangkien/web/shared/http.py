"""What every view shares: the request as our middleware leaves it, and what makes a page public."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    ParamSpec,
    Protocol,
    TypeAlias,
    TypeVar,
    runtime_checkable,
)

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from sangkien.access.actor import Actor

if TYPE_CHECKING:  # for annotations only: pages reach data through queries
    from django.contrib.auth.models import AnonymousUser

    from sangkien.accounts.models import User
    from sangkien.kiosks.models import Kiosk

PRIVATE = "no-store, private"
TABLES = "tai-bang"  # of an address: the tables of its page as a file
SIGNED_IN_MARK = "da-dang-nhap"  # a cookie that scripts may read; see middleware/marker.py

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)
View: TypeAlias = Callable[Concatenate[R, P], HttpResponseBase]


class Request(HttpRequest):
    """For annotations: a request with what the middleware added.

    `received_at` is the instant that counts for deadlines; `actor` is computed when first asked.
    `kiosk` is the shared tablet that sent it, if it is one.
    """

    received_at: datetime
    request_id: str
    client_address: str
    public_page: bool
    actor: Actor
    htmx: HtmxDetails
    user: "User | AnonymousUser"
    kiosk: "Kiosk | None"


class NotIdenticalForAll(RuntimeError):
    """A page that is marked public looked at who is reading: a shared cache would leak it."""


@runtime_checkable
class _Rendered(Protocol):
    def render(self) -> HttpResponseBase: ...


def public_page(*, max_age: int = 30) -> Callable[[View[R, P]], View[R, P]]:
    """Mark a page that is the same for every reader: no login, no cookie, no CSRF token, cacheable.

    Templates find `request.public_page` to leave out whatever depends on the reader.
    """

    def mark(view: View[R, P]) -> View[R, P]:
        @wraps(view)
        def public_view(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            request.public_page = True  # type: ignore[attr-defined] # see Request
            response = view(request, *args, **kwargs)
            if isinstance(response, _Rendered):  # templates may look at the reader, too
                response = response.render()
            if _looked_at_reader(request):
                if settings.DEBUG or settings.ENVIRONMENT.name == "test":
                    raise NotIdenticalForAll(request.path)
                return response  # the middleware keeps unmarked answers out of every cache
            if response.status_code < 400:  # noqa: PLR2004 - success, not modified, moved
                patch_cache_control(response, public=True, max_age=max_age)
                patch_vary_headers(response, ["HX-Request"])  # a fragment is not the page
            return response

        marked = login_not_required(require_safe(public_view))
        marked.is_public = True  # type: ignore[attr-defined] # read by the test of all addresses
        return marked

    return mark


def _looked_at_reader(request: HttpRequest) -> bool:
    session: Any = getattr(request, "session", None)
    messages: Any = getattr(request, "_messages", None)
    return bool(
        (session is not None and session.accessed)
        or (messages is not None and (messages.used or messages.added_new))
        or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    )
