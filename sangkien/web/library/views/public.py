"""`/thu-vien/`: initiatives that proved themselves. The same for every reader."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from sangkien.adoption import queries
from sangkien.adoption.enums import Order
from sangkien.adoption.queries import LibraryPage, Shelf, Volume
from sangkien.search import queries as search
from sangkien.search.queries import Within
from sangkien.web.library.forms import LibraryForm
from sangkien.web.library.showing import adopters_words, use_words
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.refusals import UNPROCESSABLE
from sangkien.web.shared.templatetags import ui

if TYPE_CHECKING:
    from sangkien.units.models import Unit

KEPT = ("q", "don_vi", "linh_vuc", "loai", "sap_xep")
AFTER = "sau"


@public_page(max_age=60)
def index(request: Request) -> HttpResponse:
    typed = {name: request.GET.get(name, "") for name in (*KEPT, AFTER)}
    regions = queries.library_regions()
    form = LibraryForm(typed, regions=regions, fields=queries.library_fields())
    wrong = not form.is_valid() and "q" in form.errors
    found = LibraryPage(volumes=[], following=None) if wrong else _found(form, regions, typed)
    words = form.chosen("q")
    context: dict[str, Any] = {
        "form": form,
        "cards": [_card(volume) for volume in found.volumes],
        "is_asked": bool(words) or form.is_narrowed,
        "words": words,
        "more": address(typed, **{AFTER: found.following}) if found.following else "",
        "first": address(typed) if typed[AFTER] else "",
        "everything": reverse("library:index"),
    }
    return render(request, "library/index.html", context, status=UNPROCESSABLE if wrong else 200)


def _found(form: LibraryForm, regions: "list[Unit]", typed: Mapping[str, str]) -> LibraryPage:
    region = next((unit for unit in regions if unit.code == form.chosen("don_vi")), None)
    words, cursor = form.chosen("q"), typed[AFTER]
    if not words:
        shelf = Shelf(
            region_id=region.pk if region else None,
            field_key=form.chosen("linh_vuc"),
            kind=form.chosen("loai"),
        )
        order = Order(form.chosen("sap_xep") or Order.IN_USE)
        return queries.library_page(shelf, order=order, cursor=cursor)
    within = Within(
        unit_path=region.path if region else "",
        is_proven=True,
        kind=form.chosen("loai"),
        field_key=form.chosen("linh_vuc"),
    )
    hits = search.find_initiatives(words, within=within, cursor=cursor)
    volumes = queries.volumes_at([hit.pk for hit in hits.hits])
    return LibraryPage(volumes=volumes, following=hits.following)


def address(typed: Mapping[str, str], **changes: str) -> str:
    """This page with the same words and filters, from its beginning unless `sau` says otherwise."""
    kept = {name: typed[name][: search.LONGEST_TYPED] for name in KEPT} | changes
    asked = urlencode({name: value for name, value in kept.items() if value})
    return f"{reverse('library:index')}?{asked}" if asked else reverse("library:index")


def _card(volume: Volume) -> SafeString:
    initiative = volume.initiative
    by = f" · {initiative.author.public_name}" if initiative.author.public_name else ""
    field = initiative.field.name if initiative.field else ""
    said = " · ".join(
        filter(None, [use_words(volume.use, volume.used_on), adopters_words(volume.adopters)])
    )
    content = format_html(
        '<p><b>{}</b></p><p>{}{}</p><p class="small muted">{} · {}</p>',
        said,
        initiative.unit.label,
        by,
        field,
        initiative.get_kind_display(),
    )
    url = reverse("home:tracking", args=[initiative.code])
    return ui.card(content, initiative.title, href=url)
