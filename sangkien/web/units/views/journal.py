"""`/don-vi/<code>/nhat-ky/`: who did what in a unit, the newest first."""

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
from sangkien.web.shared.rows import TimelineEntry
from sangkien.web.shared.timelines import told
from sangkien.web.shared.wording import WORDINGS
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.finding import unit_for
from sangkien.web.units.frame import around
from sangkien.web.units.paging import number

if TYPE_CHECKING:
    from sangkien.journal.models import Entry

PAGE = 50


@require_safe
def journal(request: WorkRequest, code: str) -> HttpResponse:
    unit = unit_for(request, code, Permission.JOURNAL_VIEW)
    before = number(request.GET.get("truoc"))
    entries = unit_feed(unit.pk, before=before, limit=PAGE + 1)
    shown = entries[:PAGE]
    here = reverse("units:journal", args=[unit.code])
    context = {
        **around(request, unit, here="journal"),
        "entries": _lines(shown, actor=request.actor),
        "newer": here if before is not None else "",
        "older": f"{here}?truoc={shown[-1].pk}" if len(entries) > PAGE else "",
    }
    return render(request, "units/journal.html", context)


def _lines(entries: "list[Entry]", *, actor: Actor) -> list[TimelineEntry]:
    """The lines; an initiative is named and linked where the reader may see it."""
    known = [entry for entry in entries if entry.name in WORDINGS]
    about = {entry.subject_id for entry in known if entry.subject_kind == "initiative"}
    seen = visible_ones(about, actor=actor)
    lines = []
    for entry, line in zip(known, told(known), strict=True):
        initiative = seen.get(entry.subject_id) if entry.subject_kind == "initiative" else None
        if initiative is None:
            lines.append(line)
            continue
        url = reverse("initiatives:detail", args=[initiative.code])
        what = format_html('{}: <a href="{}">{}</a>', line.what, url, initiative.title)
        lines.append(replace(line, what=what))
    return lines
