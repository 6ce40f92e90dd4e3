"""What the pages of one office in one programme share: where they are, and the ways between them."""

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.core import clock
from sangkien.followup import queries
from sangkien.followup.queries import Place
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:  # pages reach data through queries, this is only a word for the type checker
    from sangkien.units.models import Unit

PERIOD = "dot"


def here(request: WorkRequest, unit_code: str, slug: str, *, at: datetime | None = None) -> Place:
    """The office, the programme and the period that the address names, or 404."""
    return queries.place(
        slug,
        unit_code,
        asked=request.GET.get("dot", ""),
        actor=request.actor,
        at=at or clock.now(),
    )


def url(place: Place, page: str = "board", /, **query: str | int) -> str:
    """A page of the same office, programme and period."""
    way = reverse(f"followup:{page}", args=[place.unit.code, place.programme.slug])
    return f"{way}?{urlencode({PERIOD: place.period.pk, **query})}"


def framed(place: Place, page: str, *, label: str = "") -> dict[str, object]:
    """For every template of these pages; `label` is the page itself below the board."""
    pages = (
        ("board", _("Ai cần đôn đốc")),
        ("calls", _("Gọi điện, nhắn tin")),
        ("log", _("Nhật ký")),
    )
    above = [
        Link(label=_("Thi đua"), url=reverse("desk:emulation")),
        Link(label=_("Đôn đốc"), url=reverse("followup:index")),
    ]
    if label:
        above += [Link(label=place.unit.label, url=url(place)), Link(label=label)]
    else:
        above.append(Link(label=place.unit.label))
    return {
        "place": place,
        "breadcrumb": above,
        "page_tabs": [
            Link(label=words, url=url(place, name), current=name == page) for name, words in pages
        ],
        "period_tabs": _period_tabs(place, page),
        "board_url": url(place),
        "rule_url": url(place, "rule"),
    }


def _period_tabs(place: Place, page: str) -> list[Link]:
    """None where there is nothing to choose: one phase is the whole programme, rules are for all."""
    if not page or len(place.periods) <= len(("whole", "phase")):
        return []
    way = reverse(f"followup:{page}", args=[place.unit.code, place.programme.slug])
    return [
        Link(
            label=period.name,
            url=f"{way}?{PERIOD}={period.pk}",
            current=period.pk == place.period.pk,
        )
        for period in place.periods
    ]


def unit_url(unit: "Unit") -> str:
    return reverse("followup:history", args=[unit.code])
