"""`/dk/<unit>/`: where the QR code of a unit leads. The same for every reader."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.core import clock, periods
from sangkien.core.errors import NotFound
from sangkien.initiatives import queries
from sangkien.initiatives.queries import Offer
from sangkien.units import queries as units
from sangkien.web.shared.http import Request, public_page

if TYPE_CHECKING:
    import datetime as dt

    from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Way:
    """One programme of the unit: the way into its registration, or why there is none now."""

    title: str
    slogan: str
    summary_url: str
    deadline: str
    closed: str
    register_url: str
    activate_url: str


@public_page(max_age=30)
def unit(request: Request, unit_code: str) -> HttpResponse:
    """Every programme that the unit takes part in now."""
    return _page(request, unit_code)


@public_page(max_age=30)
def programme(request: Request, unit_code: str, slug: str) -> HttpResponse:
    """One programme of the unit; of an unknown one the others."""
    return _page(request, unit_code, slug)


def _page(request: Request, unit_code: str, slug: str = "") -> HttpResponse:
    now = request.received_at
    try:
        found = units.get_public_unit(unit_code.strip().upper())
    except NotFound:
        return render(request, "kiosk/unknown.html", status=404)
    if not found.stands_on(clock.today()):
        return render(request, "kiosk/unit_ended.html", _ended(found))
    offers = queries.offers([found], at=now)
    wanted = [offer for offer in offers if offer.programme.slug == slug]
    shown = wanted or [offer for offer in offers if not offer.is_over(now)] or offers[:1]
    context = {
        "unit": found,
        "ways": [_way(offer, at=now) for offer in shown],
        "is_other": bool(slug) and not wanted,
    }
    return render(request, "kiosk/landing.html", context)


def _ended(found: "Unit") -> dict[str, object]:
    heirs = [row for row in units.successions_of(found) if row.predecessor_id == found.pk]
    return {"unit": found, "heirs": [row.successor for row in heirs]}


def _way(offer: Offer, *, at: "dt.datetime") -> Way:
    phase = offer.open_phase(at)
    asked = urlencode({"don-vi": offer.unit.code, "chuong-trinh": offer.programme.slug})
    register_url = f"{reverse('initiatives:start')}?{asked}"
    return Way(
        title=offer.programme.title,
        slogan=offer.programme.slogan,
        summary_url=reverse("programmes:detail", args=[offer.programme.slug]),
        deadline=periods.closing_words(phase.closes_at) if phase else "",
        closed="" if phase else _closed(offer, at=at),
        register_url=register_url,
        activate_url=f"{reverse('accounts:activate')}?{urlencode({'next': register_url})}",
    )


def _closed(offer: Offer, *, at: "dt.datetime") -> str:
    """When it opens, or when it closed."""
    opening = [phase for phase in offer.phases if phase.opens_at > at]
    if opening:
        following = min(opening, key=lambda phase: phase.opens_at)
        return _("%(phase)s nhận sáng kiến từ %(when)s.") % {
            "phase": following.name,
            "when": periods.instant_words(following.opens_at),
        }
    if offer.phases:
        last = max(offer.phases, key=lambda phase: phase.closes_at)
        return _("%(phase)s đã đóng nhận sáng kiến lúc %(when)s.") % {
            "phase": last.name,
            "when": periods.closing_words(last.closes_at),
        }
    return _("Chương trình chưa có giai đoạn nhận sáng kiến.")
