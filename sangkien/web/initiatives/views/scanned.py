"""Somebody comes from the QR code of a unit: which of the own units that means."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.initiatives.queries import Offer
from sangkien.units import queries as units
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.units.models import Unit

LONGEST = 80


@dataclass(frozen=True, kw_only=True)
class Poster:
    """What the code names."""

    unit: "Unit"
    slug: str


def poster(request: WorkRequest) -> Poster | None:
    """The unit and programme of the address, unless the reader has chosen since."""
    code = request.GET.get("don-vi", "")[:LONGEST]
    if not code or "chon" in request.GET or "chon" in request.POST:
        return None
    try:
        unit = units.get_public_unit(code)
    except NotFound:
        return None
    return Poster(unit=unit, slug=request.GET.get("chuong-trinh", "")[:LONGEST])


def of_poster(poster: Poster, offers: Sequence[Offer]) -> list[Offer]:
    """Offers of the reader in the poster's unit or below it, in its programme if it names one."""
    return [
        offer
        for offer in offers
        if paths.contains(poster.unit.path, offer.unit.path)
        and poster.slug in {"", offer.programme.slug}
    ]


def meant(poster: Poster, offers: Sequence[Offer]) -> Offer | None:
    """The one that needs no question. Nobody is ever credited to a unit they are not in."""
    found = of_poster(poster, offers)
    return found[0] if len(found) == 1 else None


def elsewhere(poster: Poster, offers: Sequence[Offer]) -> str:
    """Why the reader is asked although the code named a unit; empty when several fit."""
    if of_poster(poster, offers):
        return ""
    names = {"unit": poster.unit.name}
    if any(paths.contains(poster.unit.path, offer.unit.path) for offer in offers):
        return _("Chương trình trên mã của %(unit)s hiện không nhận sáng kiến.") % names
    return (
        _(
            "Bạn quét mã của %(unit)s nhưng không được ghi danh ở đó. "
            "Sáng kiến được ghi cho đơn vị của bạn, hãy chọn dưới đây."
        )
        % names
    )
