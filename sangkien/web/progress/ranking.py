"""`/tien-do/…/xep-hang/` and `/vi-sao/`: ranks in every scope, and the arithmetic behind one."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.core import clock
from sangkien.progress import queries
from sangkien.progress.enums import BoardOrder, Scope
from sangkien.progress.queries import Arena, Place, RankScreen
from sangkien.web.progress import asking, links
from sangkien.web.progress.reasons import neighbour_rows, reckoning, way_up_words
from sangkien.web.shared import boards, ordering
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.rows import Link

RANKS, WHY = "progress:ranks", "progress:why"


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What the address of both pages asks for: `pham-vi`, `xep` and the period."""

    place: Place
    arena: str
    order: BoardOrder

    def url(self, name: str, **changed: str | int) -> str:
        query: dict[str, str | int] = {
            "dot": self.place.period.pk,
            "pham-vi": self.arena,
            "xep": self.order.value,
            **links.tree_kept(self.place.tree),
            **changed,
        }
        kept = {key: value for key, value in query.items() if value}
        address = reverse(name, args=[self.place.programme.slug, self.place.unit.code])
        return f"{address}?{urlencode(kept)}"


def _asked(request: Request, slug: str, unit_code: str) -> _Asked:
    order = request.GET.get("xep", "")
    period = request.GET.get("dot", "")
    return _Asked(
        place=queries.get_place(
            slug, unit_code, period=period, tree=asking.tree_from(request.GET), at=clock.now()
        ),
        arena=request.GET.get("pham-vi", ""),
        order=BoardOrder(order) if order in BoardOrder.values else BoardOrder.COUNT,
    )


@public_page()
def ranks(request: Request, slug: str, unit_code: str) -> HttpResponse:
    """Every unit of one scope in one order."""
    asked = _asked(request, slug, unit_code)
    page = asking.choice_from(request.GET).page
    screen = queries.rank_screen(
        asked.place, arena=asked.arena, order=asked.order, page=page, at=clock.now()
    )
    context = {
        "screen": screen,
        "place": asked.place,
        "board": boards.league(
            screen.league,
            asked.place.programme,
            asked.place.period,
            tree=asked.place.tree.asked,
        ),
        "ties": ordering.ties(asked.order),
        "arena_tabs": _arena_tabs(asked, screen.arenas, screen.arena, RANKS),
        "order_tabs": _order_tabs(asked, RANKS),
        "page_tabs": _page_tabs(asked, screen),
        "period_tabs": links.place_tabs(asked.place, RANKS, xep=asked.order.value),
        "breadcrumb": links.way_to(asked.place, _("Xếp hạng")),
        "why_url": _why_url(asked, screen),
    }
    return render(request, "progress/ranks.html", context)


def _why_url(asked: _Asked, screen: RankScreen) -> str:
    """Empty for the owner of the programme, who is ranked nowhere."""
    if all(arena.scope == Scope.BELOW for arena in screen.arenas):
        return ""
    is_below = screen.arena.scope == Scope.BELOW
    return asked.url(WHY, **{"pham-vi": "" if is_below else screen.arena.key})


@public_page()
def why(request: Request, slug: str, unit_code: str) -> HttpResponse:
    """One unit between its neighbours."""
    asked = _asked(request, slug, unit_code)
    screen = queries.why_screen(asked.place, arena=asked.arena, order=asked.order, at=clock.now())
    context = {
        "screen": screen,
        "place": asked.place,
        "rows": neighbour_rows(screen),
        "reckoning": reckoning(screen),
        "way_up": way_up_words(screen),
        "ties": ordering.ties(asked.order),
        "caption": ordering.caption(asked.order),
        "arena_tabs": _arena_tabs(asked, screen.arenas, screen.arena, WHY),
        "order_tabs": _order_tabs(asked, WHY),
        "period_tabs": links.place_tabs(asked.place, WHY, xep=asked.order.value),
        "breadcrumb": links.way_to(asked.place, _("Vì sao hạng này?")),
        "ranks_url": asked.url(RANKS, **{"pham-vi": screen.arena.key}),
    }
    return render(request, "progress/why.html", context)


def _arena_tabs(asked: _Asked, arenas: tuple[Arena, ...], shown: Arena, name: str) -> list[Link]:
    return [
        Link(
            label=arena.label,
            url=asked.url(name, **{"pham-vi": arena.key}),
            current=arena.key == shown.key,
        )
        for arena in arenas
    ]


def _order_tabs(asked: _Asked, name: str) -> list[Link]:
    return [
        Link(
            label=str(order.label),
            url=asked.url(name, xep=order.value),
            current=order == asked.order,
        )
        for order in BoardOrder
        if asked.place.tree.is_sized or order != BoardOrder.PER_HUNDRED
    ]


def _page_tabs(asked: _Asked, screen: RankScreen) -> list[Link]:
    found = screen.league
    if found.pages == 1:
        return []
    return [
        Link(
            label=links.span_of(found, page),
            url=asked.url(RANKS, trang=page),
            current=page == found.page,
        )
        for page in range(1, found.pages + 1)
    ]
