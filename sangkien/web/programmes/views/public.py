"""`/chuong-trinh/`: what everybody reads about programmes; the same for every reader."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.agreements import queries as agreements
from sangkien.core import clock
from sangkien.programmes import queries
from sangkien.programmes.rules import Reception, reception
from sangkien.web.programmes import board, wording
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.rows import Link


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
        "documents": queries.documents(programme),
        "fields": queries.fields(programme),
        "board": board.lay_out(
            programme, agreements.public_board(programme), queries.shared_periods(programme)
        ),
        "breadcrumb": _breadcrumb(programme.title),
    }
    return render(request, "programmes/detail.html", context)


def _breadcrumb(title: str) -> list[Link]:
    return [
        Link(label=_("Trang chủ"), url=reverse("home:index")),
        Link(label=_("Chương trình"), url=reverse("programmes:list")),
        Link(label=title),
    ]
