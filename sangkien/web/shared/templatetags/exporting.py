"""The buttons beside a list that take it away as a file."""

import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sangkien.web.shared import page_tables
from sangkien.web.shared.http import TABLES

register = template.Library()


@register.inclusion_tag("shared/ui/exportbuttons.html", takes_context=True)
def exportbuttons(
    context: template.Context, kind: str, parameters: Mapping[str, object]
) -> dict[str, Any]:
    """ "Xuất Excel", "Xuất CSV": `parameters` are the filters of the list as it is seen."""
    given = {name: str(value) for name, value in parameters.items() if value}
    return {
        "kind": kind,
        "parameters": urlencode(given),
        "request_key": uuid.uuid4(),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_block_tag(takes_context=True)
def cardlist(
    context: template.Context, content: SafeString, caption: str, kind: str = "stack"
) -> SafeString:
    """Cards that are a list: they can be taken away like the rows of a table, under their caption."""
    page_tables.shown(context)
    return format_html('<div class="{}" data-list="{}">{}</div>', kind, caption, content)


@register.inclusion_tag("shared/ui/takeaway.html", takes_context=True)
def takeaway(context: template.Context) -> dict[str, Any]:
    """At the end of a page: its tables as files, where it has shown any."""
    request = getattr(context, "request", None)
    if request is None or not getattr(request, "has_tables", False):
        return {}
    kinds = {"xlsx": "Excel", "csv": "CSV"}
    given = request.GET.copy()
    links = []
    for kind, label in kinds.items():
        given[TABLES] = kind
        links.append((f"?{given.urlencode()}", label))
    return {"links": links}
