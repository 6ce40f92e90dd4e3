"""`/chuong-trinh/`: what everybody reads about programmes; the same for every reader."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.agreements import queries as agreements
from sangkien.core import clock
from sangkien.programmes import extensions, queries
from sangkien.programmes.rules import Reception, reception
from sangkien.progress.queries import cluster_year
from sangkien.web.programmes import board, wording
from sangkien.web.shared.cells import Rows
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.rows import Link

if TYPE_CHECKING:
    from sangkien.programmes.models import Programme

FIRST_UNITS = 20  # on the page of the programme itself
UNITS_A_PAGE = 50
LONGEST_TYPED = 200


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """ "Chiến dịch cao điểm" with what is left of it."""

    name: str
    unit: str
    window: str
    length: str
    countdown: str
    is_running: bool


@public_page()
def index(request: Request) -> HttpResponse:
    now = clock.now()
    programmes, following = queries.published_page(after=request.GET.get("sau", ""))
    rows = [
        {
            "programme": programme,
            "badge": wording.reception_badge(queries.reception_of(programme, at=now)),
            "line": wording.reception_line(queries.windows_of(programme), now),
        }
        for programme in programmes
    ]
    address = reverse("programmes:list")
    context = {
        "rows": rows,
        "older": f"{address}?sau={following}" if following else "",
        "newer": address if request.GET.get("sau") else "",
    }
    return render(request, "programmes/list.html", context)


@public_page()
def detail(request: Request, slug: str) -> HttpResponse:
    now = clock.now()
    programme = queries.get_programme(slug, actor=Actor.anonymous())
    phases = queries.phase_windows(programme)
    state = reception(phases, now)
    context = {
        "programme": programme,
        "badge": wording.reception_badge(state),
        "line": wording.reception_line(phases, now),
        "is_open": state == Reception.OPEN,
        "phases": [wording.phase_step(phase) for phase in phases],
        "now": now,
        "campaigns": [
            Campaign(
                name=period.name,
                unit=period.unit.label,
                window=wording.window_words(period.opens_at, period.closes_at),
                length=wording.length_words(period.opens_at, period.closes_at),
                countdown=wording.countdown(period.opens_at, period.closes_at, now),
                is_running=period.is_open(now),
            )
            for period in queries.campaigns(programme)
        ],
        "extended": [
            (one, None)  # the same page for every reader: the plan of a unit is on its own pages
            for one in extensions.to_tell([programme], at=now).get(programme.pk, ())
        ],
        "extensions": extensions.of_programme(programme),
        "aimed": queries.aimed_at(programme),
        "documents": queries.documents(programme),
        "fields": queries.fields(programme),
        "board": _first_targets(programme, now),
        "breadcrumb": _breadcrumb(programme.title),
    }
    return render(request, "programmes/detail.html", context)


def _first_targets(programme: "Programme", now: dt.datetime) -> Rows | None:
    """The owner, its clusters and blocks of the year, and the first of the units directly below."""
    periods = queries.shared_periods(programme)
    if not periods:
        return None
    units, _following = agreements.holders_page(programme, periods, limit=FIRST_UNITS)
    return board.lay_out(
        programme,
        agreements.targets_of(
            programme,
            periods,
            unit_ids=[programme.owner_id, *(unit.pk for unit in units)],
            clusters_of=cluster_year(periods[0], at=now),
        ),
        periods,
    )


@public_page()
def targets(request: Request, slug: str) -> HttpResponse:
    """Every target of the programme: page by page, or by the name of a unit at any level."""
    programme = queries.get_programme(slug, actor=Actor.anonymous())
    typed = request.GET.get("q", "").strip()[:LONGEST_TYPED]
    after = request.GET.get("sau", "")[:30]
    periods = queries.shared_periods(programme)
    units, following = agreements.holders_page(
        programme, periods, typed=typed, after=after, limit=UNITS_A_PAGE
    )
    here = reverse("programmes:target_board", args=[slug])
    kept = {"q": typed} if typed else {}
    context = {
        "programme": programme,
        "typed": typed,
        "here": here,
        "board": board.lay_out(
            programme,
            agreements.targets_of(programme, periods, unit_ids=[unit.pk for unit in units]),
            periods,
            with_parents=bool(typed),
        ),
        "first_url": f"{here}?{urlencode(kept)}" if after else "",
        "following_url": f"{here}?{urlencode({**kept, 'sau': following})}" if following else "",
        "breadcrumb": [
            *_breadcrumb(programme.title, url=reverse("programmes:detail", args=[slug])),
            Link(label=_("Chỉ tiêu")),
        ],
    }
    return render(request, "programmes/target_board.html", context)


def _breadcrumb(title: str, *, url: str = "") -> list[Link]:
    return [
        Link(label=_("Trang chủ"), url=reverse("home:index")),
        Link(label=_("Chương trình"), url=reverse("programmes:list")),
        Link(label=title, url=url),
    ]
