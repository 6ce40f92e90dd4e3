"""Links of the progress pages: the way up, periods, orders and pages of a league."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.agreements.enums import TargetBase
from sangkien.progress.enums import BoardOrder, ReadingSpan
from sangkien.progress.queries import (
    Choice,
    ClusterScreen,
    CurveScreen,
    League,
    Place,
    Tree,
    UnitScreen,
    ZeroScreen,
)
from sangkien.progress.queries.leagues import ROWS_A_PAGE
from sangkien.web.shared.rows import Link

if TYPE_CHECKING:  # pages reach data through queries, these are only words for the type checker
    from sangkien.programmes.models import Period, Programme
    from sangkien.units.models import Unit


def unit_url(programme: "Programme", unit: "Unit", **query: str | int) -> str:
    """The owner's page has the short address."""
    if unit.pk == programme.owner_id:
        return _asking(reverse("progress:programme", args=[programme.slug]), query)
    return _asking(reverse("progress:unit", args=[programme.slug, unit.code]), query)


def _asking(url: str, query: dict[str, str | int]) -> str:
    return f"{url}?{urlencode(query)}" if query else url


def way_up(programme: "Programme", units: Sequence["Unit"], choice: Choice) -> list[Link]:
    """From the programme down to where the reader is; the chosen period is kept."""
    kept: dict[str, str | int] = {"dot": choice.period} if choice.period else {}
    if choice.tree:
        kept["ngay"] = choice.tree
    start = [
        Link(label=_("Trang chủ"), url=reverse("home:index")),
        Link(label=programme.title, url=reverse("programmes:detail", args=[programme.slug])),
    ]
    return start + [Link(label=u.label, url=unit_url(programme, u, **kept)) for u in units]


def period_tabs(
    screen: UnitScreen | ClusterScreen | CurveScreen | ZeroScreen, base_url: str
) -> list[Link]:
    """None when there is nothing to choose: one phase is the whole programme."""
    if len(screen.periods) <= len(("whole", "phase")):
        return []
    return [
        Link(
            label=period.name,
            url=_asking(base_url, {"dot": period.pk}),
            current=period.pk == screen.period.pk,
        )
        for period in screen.periods
    ]


def way_to(place: Place, label: str) -> list[Link]:
    """Down to one of the pages beside the progress page of a unit."""
    choice = Choice(period=str(place.period.pk), tree=place.tree.asked)
    return [*way_up(place.programme, [*place.above, place.unit], choice), Link(label=label)]


def tree_kept(tree: Tree) -> dict[str, str | int]:
    """The day that the reader asked for, to be kept in an address."""
    return {"ngay": tree.asked} if tree.asked else {}


def place_tabs(place: Place, name: str, **kept: str | int) -> list[Link]:
    """The periods, on the page called `name`; `kept` stays in the address."""
    if len(place.periods) <= len(("whole", "phase")):
        return []
    url = reverse(name, args=[place.programme.slug, place.unit.code])
    return [
        Link(
            label=period.name,
            url=_asking(url, {"dot": period.pk, **kept, **tree_kept(place.tree)}),
            current=period.pk == place.period.pk,
        )
        for period in place.periods
    ]


def order_tabs(screen: UnitScreen) -> list[Link]:
    """Only where there are targets to compare with."""
    if not screen.league.has_targets:
        return []
    return [
        Link(
            label=str(order.label),
            url=_league_url(screen, order=order, page=1),
            current=order == screen.league.order,
        )
        for order in (BoardOrder.COUNT, BoardOrder.SHARE)
    ]


def tree_tabs(screen: UnitScreen) -> list[Link]:
    """ "Như ngày …" or as it is now; only where units were reorganised since."""
    tree = screen.tree
    if not tree.is_offered:
        return []
    usual, kept = tree.reference_on, {"dot": screen.period.pk}
    days = [usual] if tree.day in {None, usual} else [usual, tree.day]
    tabs = [
        Link(
            label=_("Như ngày %(day)s") % {"day": f"{day:%d/%m/%Y}"},
            url=unit_url(screen.programme, screen.unit, **kept, ngay=day.isoformat()),
            current=tree.day == day,
        )
        for day in days
        if day is not None
    ]
    now = unit_url(screen.programme, screen.unit, **kept, ngay="nay")
    return [*tabs, Link(label=_("Như hiện nay"), url=now, current=tree.day is None)]


def page_tabs(screen: UnitScreen) -> list[Link]:
    found = screen.league
    if found.pages == 1:
        return []
    return [
        Link(
            label=span_of(found, page),
            url=_league_url(screen, order=found.order, page=page),
            current=page == found.page,
        )
        for page in range(1, found.pages + 1)
    ]


def as_placed(screen: UnitScreen) -> str:
    """The period and the tree, for the pages beside this one."""
    return _asking("", {"dot": screen.period.pk, **tree_kept(screen.tree)})


def as_seen(screen: UnitScreen, choice: Choice) -> str:
    """What leads to the same figures in another form: "?dot=3&xep=share", or empty."""
    query: dict[str, str | int] = {"dot": screen.period.pk}
    if choice.order != BoardOrder.COUNT:
        query["xep"] = choice.order.value
    if screen.tree.asked:
        query["ngay"] = screen.tree.asked
    return _asking("", query)


def span_of(found: League, page: int) -> str:
    first = (page - 1) * ROWS_A_PAGE + 1
    return f"{first}–{min(page * ROWS_A_PAGE, found.total)}"


def _league_url(screen: UnitScreen, *, order: BoardOrder, page: int) -> str:
    query: dict[str, str | int] = {"dot": screen.period.pk}
    if order != BoardOrder.COUNT:
        query["xep"] = order.value
    if page > 1:
        query["trang"] = page
    if screen.tree.asked:
        query["ngay"] = screen.tree.asked
    return unit_url(screen.programme, screen.unit, **query) + "#don-vi"


def following_zero_url(screen: ZeroScreen) -> str:
    """The next page of the list, empty on the last one."""
    if not screen.page.following:
        return ""
    url = reverse("progress:zero", args=[screen.programme.slug, screen.unit.code])
    return _asking(url, {"dot": screen.period.pk, "sau": screen.page.following})


def curve_url(programme: "Programme", unit: "Unit", period: "Period", **query: str | int) -> str:
    url = reverse("progress:curve", args=[programme.slug, unit.code])
    return _asking(url, {"dot": period.pk, **query})


def curve_page(screen: CurveScreen) -> str:
    """The page of the curves itself, of a unit or of a cluster."""
    slug = screen.programme.slug
    if screen.cluster is not None:
        return reverse("progress:cluster_curve", args=[slug, screen.cluster.pk])
    return reverse("progress:curve", args=[slug, screen.unit.code])


def board_url(screen: CurveScreen) -> str:
    """The figures to which the curves belong."""
    if screen.cluster is None:
        return unit_url(screen.programme, screen.unit, dot=screen.period.pk)
    url = reverse("progress:cluster", args=[screen.programme.slug, screen.cluster.pk])
    return _asking(url, {"dot": screen.period.pk})


def cluster_url(screen: ClusterScreen) -> str:
    return reverse("progress:cluster", args=[screen.programme.slug, screen.cluster.pk])


def cluster_curve_url(screen: ClusterScreen) -> str:
    url = reverse("progress:cluster_curve", args=[screen.programme.slug, screen.cluster.pk])
    return _asking(url, {"dot": screen.period.pk})


def span_tabs(screen: CurveScreen) -> list[Link]:
    """Days or hours."""
    return [_curve_tab(screen, str(span.label), span=span) for span in ReadingSpan]


def base_tabs(screen: CurveScreen) -> list[Link]:
    labels = [(base, str(base.label).capitalize()) for base in TargetBase]
    return [_curve_tab(screen, label, base=base) for base, label in labels]


def _curve_tab(
    screen: CurveScreen,
    label: str,
    *,
    span: ReadingSpan | None = None,
    base: TargetBase | None = None,
) -> Link:
    """The same curve with one thing else; the others stay as they were chosen."""
    trend = screen.trend
    query: dict[str, str | int] = {
        "so": (base or trend.base).value,
        "xem": (span or trend.span).value,
    }
    if screen.day and query["xem"] == ReadingSpan.HOUR:
        query["luc"] = screen.day.isoformat()
    return Link(
        label=label,
        url=_asking(curve_page(screen), {"dot": screen.period.pk, **query}),
        current=(base or trend.base, span or trend.span) == (trend.base, trend.span),
    )


def urge_url(screen: ZeroScreen) -> str:
    """Where the CĐCS of the list are urged together."""
    url = reverse("followup:board", args=[screen.unit.code, screen.programme.slug])
    return _asking(url, {"dot": screen.period.pk, "nhom": "chua-co"})
