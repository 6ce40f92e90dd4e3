"""`/`: how the programme of the day stands."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.core import clock
from sangkien.progress import queries
from sangkien.progress.queries import FrontScreen
from sangkien.web.shared import boards, kept
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.rows import PhaseStep

LEADING_CLUSTERS = 3


KEY = "trang-chu"


@public_page(max_age=kept.MAX_AGE)
def index(request: Request) -> HttpResponse:
    return kept.kept_or_drawn(request, KEY, lambda: _page(request))


def draw() -> str:
    """The page, to be kept."""
    return kept.drawn(reverse("home:index"), _page)


def _page(request: Request) -> HttpResponse:
    now = clock.now()
    screen = queries.front_screen(at=now)
    if screen is None:
        return render(request, "home/empty.html", {"past": queries.past_results()})
    context = {
        "screen": screen,
        "progress": screen.progress,
        "goal": screen.progress.goal,
        "counted": _("Sáng kiến %(base)s") % {"base": screen.progress.base.label},
        "phases": _phases(screen),
        "is_open": any(phase.opens_at <= now < phase.closes_at for phase in _phases(screen)),
        "clusters": boards.clusters(
            screen.clusters, screen.programme, screen.period, most=LEADING_CLUSTERS
        ),
        "league": boards.league(screen.league, screen.programme, screen.period, brief=True),
        "has_more_clusters": len(screen.clusters.rows) > LEADING_CLUSTERS,
        "has_more_units": screen.league.pages > 1,
        "now": now,
    }
    return render(request, "home/index.html", context)


def _phases(screen: FrontScreen) -> list[PhaseStep]:
    return [
        PhaseStep(name=phase.name, opens_at=phase.opens_at, closes_at=phase.closes_at)
        for phase in screen.phases
    ]
