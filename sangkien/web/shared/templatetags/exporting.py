"""The buttons beside a list that take it away as a file."""

import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template

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
