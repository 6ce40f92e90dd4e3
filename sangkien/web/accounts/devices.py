"""The device somebody signs in with: a signed cookie of the sign-in page, and words for the list."""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.accounts.rules import Device
from sangkien.web.shared.http import Request

SALT = "sangkien.device"
KEPT_SECONDS = 400 * 24 * 3600  # browsers keep no cookie longer
MOST_PEOPLE = 20  # a family's phone, not a kiosk
COOKIE = "thiet-bi"

# In this order: Edge and Opera call themselves Chrome, Chrome calls itself Safari.
BROWSERS = (
    ("Zalo", "Zalo"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "máy Mac"),
    ("Linux", "Linux"),
)


def words(request: Request) -> str:
    """ "Chrome trên Android": chosen among known words, nothing that a browser made up."""
    agent = request.headers.get("User-Agent", "")
    browser = next((name for sign, name in BROWSERS if sign in agent), _("Trình duyệt"))
    system = next((name for sign, name in SYSTEMS if sign in agent), _("thiết bị lạ"))
    return _("%(browser)s trên %(system)s") % {"browser": browser, "system": system}


def of(request: Request) -> Device:
    """What the cookie says; a forged or missing one is a device without a name."""
    address = request.client_address
    try:
        key, *people = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_SECONDS
        )
    except (signing.BadSignature, ValueError, TypeError):
        return Device(address=address)
    return Device(key=str(key), known=frozenset(people), address=address)


def keep(response: HttpResponse, device: Device, *, user_id: int | None = None) -> None:
    """Give the browser its name, with the people who signed in here; for the sign-in page only."""
    people = [pk for pk in device.known if pk != user_id][: MOST_PEOPLE - 1]
    if user_id is not None:
        people.append(user_id)
    response.set_cookie(
        COOKIE,
        signing.dumps([device.key or secrets.token_urlsafe(16), *people], salt=SALT),
        max_age=KEPT_SECONDS,
        path=reverse("accounts:login"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
