"""Draw a piece of template and read it as a person does."""

import datetime as dt
import re
from typing import Any

from django.template import Context, Template

from sangkien.core import periods

AT = dt.datetime(2026, 11, 22, 14, 5, tzinfo=periods.VIETNAM)


def draw(source: str, **context: Any) -> str:
    return Template("{% load i18n ui vi %}" + source).render(Context({"at": AT, **context}))


def plain(html: str) -> str:
    """What a reader sees: no tags, spaces as one."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())
