""" "Màn hình lớn": one board on a television or a projector, which renews itself."""

from django.http import HttpResponse
from django.shortcuts import render

from sangkien.core import clock
from sangkien.initiatives.queries import latest_confirmed
from sangkien.progress.queries import Choice, by_rank, unit_screen
from sangkien.reports import flash
from sangkien.web.reports import links
from sangkien.web.shared.http import Request, public_page

RENEWED = 15  # seconds; the screen asks every 20
LEADERS = 10
CLUSTERS = 6
LATEST = 3


@public_page(max_age=RENEWED)
def wall(request: Request, slug: str, unit_code: str) -> HttpResponse:
    now = clock.now()
    choice = Choice(period=request.GET.get("dot", ""), rows=LEADERS)
    screen = unit_screen(slug, unit_code, choice=choice, at=now)
    progress = screen.progress
    ahead = None if progress.pace is None else progress.value - progress.pace
    context = {
        "screen": screen,
        "progress": progress,
        "rows": screen.league.rows,
        "clusters": by_rank(screen.clusters.rows)[:CLUSTERS],
        "latest": latest_confirmed(screen.programme, limit=LATEST, below=screen.unit),
        "ahead": flash.pace_words(ahead) if ahead is not None else "",
        "is_behind": ahead is not None and ahead < 0,
        "left_words": flash.days_left_words(progress.closes_at, at=now),
        "unit_url": links.progress_url(screen.programme, screen.unit),
    }
    return render(request, "reports/wall.html", context)
