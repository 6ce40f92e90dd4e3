"""`/don-vi/<code>/nhat-ky/`: who did what in a unit, the newest first."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.initiatives.queries import visible_ones
from sangkien.journal.queries import unit_feed
from sangkien.units import queries as units
from sangkien.web.shared.paging import number
from sangkien.web.shared.rows import TimelineEntry
from sangkien.web.shared.timelines import told
from sangkien.web.shared.wording import WORDINGS
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.finding import unit_for
from sangkien.web.units.frame import around

if TYPE_CHECKING:
    from sangkien.journal.models import Entry
    from sangkien.units.models import Unit

PAGE = 50


@require_safe
def journal(request: WorkRequest, code: str) -> HttpResponse:
    unit = unit_for(request, code, Permission.JOURNAL_VIEW)
    before = number(request.GET.get("truoc"))
    places = units.with_sections(unit)
    entries = unit_feed(places, before=before, limit=PAGE + 1)
    shown = entries[:PAGE]
    here = reverse("units:journal", args=[unit.code])
    context = {
        **around(request, unit, here="journal"),
        "entries": _lines(shown, _sections(places, unit), actor=request.actor),
        "newer": here if before is not None else "",
        "older": f"{here}?truoc={shown[-1].pk}" if len(entries) > PAGE else "",
    }
    return render(request, "units/journal.html", context)


def _sections(places: "Mapping[int, Unit]", unit: "Unit") -> dict[int, str]:
    """The names of the units below, which their lines carry."""
    return {pk: place.label for pk, place in places.items() if pk != unit.pk}


def _lines(
    entries: "list[Entry]", sections: Mapping[int, str], *, actor: Actor
) -> list[TimelineEntry]:
    """The lines; an initiative is named and linked where the reader may see it."""
    known = [entry for entry in entries if entry.name in WORDINGS]
    about = {entry.subject_id for entry in known if entry.subject_kind == "initiative"}
    seen = visible_ones(about, actor=actor)
    lines = []
    for entry, told_line in zip(known, told(known), strict=True):
        section = sections.get(entry.unit_id or 0)
        line = replace(told_line, what=f"{told_line.what} ({section})") if section else told_line
        initiative = seen.get(entry.subject_id) if entry.subject_kind == "initiative" else None
        if initiative is None:
            lines.append(line)
            continue
        url = reverse("initiatives:detail", args=[initiative.code])
        what = format_html('{}: <a href="{}">{}</a>', line.what, url, initiative.title)
        lines.append(replace(line, what=what))
    return lines
