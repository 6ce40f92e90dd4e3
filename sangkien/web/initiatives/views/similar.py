"""`/sang-kien/gan-giong/`: has somebody done this already? Asked while a title is typed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sangkien.search.queries import InitiativeHit, find_initiatives
from sangkien.web.shared.work import WorkRequest

MOST = 3


@require_safe
def similar(request: WorkRequest) -> HttpResponse:
    """Public ones only, of all units and years; a piece for the page that asks."""
    found = nearest(request.GET.get("title", ""))
    return render(request, "initiatives/_similar.html", {"similar": found})


def nearest(title: str, *, but: str = "") -> tuple[InitiativeHit, ...]:
    """The initiatives whose titles come nearest; `but` is the code of the one itself."""
    if not title.strip():
        return ()
    hits = find_initiatives(title, limit=MOST + 1).hits
    return tuple(hit for hit in hits if hit.code != but)[:MOST]
