"""The same page in the other language."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import get_script_prefix
from django.utils.encoding import escape_uri_path, iri_to_uri

register = template.Library()

ENGLISH = "en"
READING = {"GET", "HEAD"}


@dataclass(frozen=True, kw_only=True)
class OtherLanguage:
    """`name` is in the language itself, for whoever reads no other."""

    code: str
    name: str
    url: str


@register.simple_tag(takes_context=True)
def otherlanguage(context: Context) -> OtherLanguage | None:
    """None where nothing is read: an address to which a form was sent may have no page."""
    request = context.get("request")
    if not isinstance(request, HttpRequest) or request.method not in READING:
        return None
    is_english = getattr(request, "LANGUAGE_CODE", "") == ENGLISH
    code = settings.LANGUAGE_CODE if is_english else ENGLISH
    # While an English page is made, the prefix of all addresses ends with its "en/".
    prefix = get_script_prefix().removesuffix("en/") if is_english else f"{get_script_prefix()}en/"
    url = prefix + escape_uri_path(request.path_info).lstrip("/")  # never "//": another host
    if query := request.META.get("QUERY_STRING", ""):
        url = f"{url}?{iri_to_uri(query)}"
    return OtherLanguage(code=code, name=dict(settings.LANGUAGES)[code], url=url)
