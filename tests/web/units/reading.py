"""What a reader sees of a page, without the markup."""

import html
import re
from typing import Any

from sangkien.web.shared.http import TABLES
from tests.web.rendering import plain


def content(response: Any) -> str:
    """The words between the navigation and the foot of the page."""
    return html.unescape(plain(inner(response)))


def inner(response: Any) -> str:
    """The markup of the same part."""
    return re.split(r"<main[^>]*>|</main>", response.content.decode())[1]


def rows(response: Any) -> list[str]:
    """The rows of the tables, in order."""
    found = re.findall(r'<tr role="row">(.*?)</tr>', inner(response), re.DOTALL)
    return [html.unescape(plain(row)) for row in found if '<th scope="row"' in row]


def heads(response: Any) -> list[str]:
    """What the rows are about: the linked name of each."""
    found = re.findall(r'<th scope="row"[^>]*><a [^>]*>(.*?)</a>', inner(response), re.DOTALL)
    return [html.unescape(plain(name)) for name in found]


def links(response: Any) -> set[str]:
    """To pages, not those that take tables away."""
    found = (html.unescape(url) for url in re.findall(r'href="([^"]+)"', inner(response)))
    return {url for url in found if TABLES not in url}


def error_at(response: Any, name: str) -> str:
    """The message that stands at a field, empty without one."""
    found = re.search(rf'id="id_{name}_error">(.*?)</p>', inner(response), re.DOTALL)
    return html.unescape(plain(found[1])).removeprefix("Lỗi: ") if found else ""


def value_of(response: Any, name: str) -> str:
    """What stands in a field of one line."""
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', inner(response))
    found = re.search(r'value="([^"]*)"', tag[0]) if tag else None
    return html.unescape(found[1]) if found else ""
