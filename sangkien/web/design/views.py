"""`/thiet-ke/`: every component, live, with the code that made it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from sangkien.web.design import samples
from sangkien.web.shared.http import Request, public_page


@dataclass(frozen=True)
class Example:
    """One template of `templates/design/examples`: what it draws and how it is written."""

    name: str
    title: str
    shown: SafeString
    code: str


@public_page(max_age=300)
def index(request: Request) -> HttpResponse:
    context = {
        "groups": [(title, list(_examples(parts))) for title, parts in samples.GROUPS],
        "colours": samples.COLOURS,
        "spaces": samples.SPACES,
        "breadcrumb": samples.breadcrumb(),
    }
    return render(request, "design/index.html", context)


def _examples(parts: Mapping[str, Promise]) -> Iterator[Example]:
    context = samples.context()
    for name, title in parts.items():
        template = get_template(f"design/examples/{name}.html")
        code = template.template.source.strip()  # type: ignore[attr-defined] # Django's own backend has it
        yield Example(name, str(title), SafeString(template.render(context)), code)
