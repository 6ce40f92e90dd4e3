"""The buttons beside a list that take it away as a file."""

import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template

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
