"""Pages that do one thing each, so that the middleware around them can be watched."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path, reverse
from django.utils.translation import gettext as _

from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed, NotFound
from sangkien.project import urls as real
from sangkien.web.shared.http import public_page

REFUSALS: dict[str, type[Exception]] = {
    "refused": DomainError,
    "not-allowed": NotAllowed,
    "not-found": NotFound,
    "changed": ChangedMeanwhile,
    "away": OperationalError,
    "bug": ZeroDivisionError,
    "too-big": OverflowError,
}


@login_not_required
def echo(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse(repr((request.GET.dict(), request.POST.dict(), kwargs)))


@login_not_required
def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    raise REFUSALS[kind]("Đợt này đã đóng lúc 24h00 ngày 31/08/2023.")


def private(request: HttpRequest) -> HttpResponse:
    return HttpResponse(repr(request.actor))  # type: ignore[attr-defined] # by our middleware


@public_page(max_age=60)
def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse("như nhau với mọi người" * 100)


@public_page()
def nosy(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.user))


@public_page()
def with_token(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_token(request))


@public_page()
def with_message(request: HttpRequest) -> HttpResponse:
    messages.info(request, "xin chào")
    return HttpResponse("")


@login_not_required
def arrival(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        "|".join(
            (
                request.received_at.isoformat(),  # type: ignore[attr-defined]
                request.client_address,  # type: ignore[attr-defined]
                request.scheme or "",
                request.request_id,  # type: ignore[attr-defined]
            )
        )
    )


@login_not_required
def words(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{reverse('words')} {_('Năm')} {request.path_info}")


@login_not_required
def login(request: HttpRequest) -> HttpResponse:
    return HttpResponse("đăng nhập")


urlpatterns = [
    path("echo/", echo),
    path("echo/<int:number>/", echo),
    path("refuse/<str:kind>/", refuse),
    path("private/", private, name="private"),
    path("public/", public),
    path("nosy/", nosy),
    path("with-token/", with_token),
    path("with-message/", with_message),
    path("arrival/", arrival, name="arrival"),
    path("words/", words, name="words"),
    path("login/", login, name="test-login"),
    *real.urlpatterns[:3],
]

handler400 = real.handler400
handler403 = real.handler403
handler404 = real.handler404
handler500 = real.handler500
