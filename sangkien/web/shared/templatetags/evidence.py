"""Evidence in templates: the same functions as in long lists."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString

from sangkien.initiatives.evidence import pair
from sangkien.web.shared import exhibits
from sangkien.web.shared.exhibits import Exhibit

if TYPE_CHECKING:
    from sangkien.initiatives.models import Evidence

register = template.Library()


@register.simple_tag
def before_after(rows: "Sequence[Evidence]", code: str, title: str) -> SafeString:
    """Side by side, for a reader of the initiative; nothing where there is no such photo."""
    found = pair(rows)
    return exhibits.beside(found, code=code, title=title) if found else SafeString("")


@register.simple_tag
def photo(one: Exhibit, title: str) -> SafeString:
    return exhibits.figure(one, title)
