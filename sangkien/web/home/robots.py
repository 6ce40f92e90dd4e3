"""`/robots.txt`: what search engines need not walk through."""

from django.http import HttpResponse
from django.urls import reverse

from sangkien.web.shared.http import Request, public_page

# Pages of those who sign in. Public pages that say `noindex` are not among them: a robot has to
# read a page to learn that it must not be listed.
SIGNED_IN = (
    "accounts:login",
    "accounts:profile",
    "desk:index",
    "initiatives:list",
    "units:index",
    "programmes:managed",
)


@public_page(max_age=3600)
def robots(request: Request) -> HttpResponse:
    """The same for the English pages."""
    paths = [reverse(page) for page in SIGNED_IN]
    lines = [f"Disallow: {prefix}{path}" for prefix in ("", "/en") for path in paths]
    return HttpResponse("\n".join(["User-agent: *", *lines, ""]), content_type="text/plain")
