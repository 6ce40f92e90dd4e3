"""What the pages of units show, as plain rows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import periods
from sangkien.initiatives.queries import Offer
from sangkien.units import queries
from sangkien.units.queries import ClusterGroup
from sangkien.web.shared.cells import Column, Kind, Rows, write
from sangkien.web.shared.templatetags import vi
from sangkien.web.units.frame import address

if TYPE_CHECKING:
    from sangkien.programmes.models import Programme
    from sangkien.units.models import Cluster, Unit


@dataclass(frozen=True, kw_only=True)
class Heir:
    """One unit that came before or after, with the day and the document."""

    label: str
    unit: "Unit"
    url: str
    on: dt.date
    document: str


def successions(unit: "Unit", *, actor: Actor) -> list[Heir]:
    """What the unit took over first, then who took over from it."""
    return [
        Heir(
            label=_("Tiếp nhận từ") if row.successor_id == unit.pk else _("Đơn vị kế thừa"),
            unit=(other := row.predecessor if row.successor_id == unit.pk else row.successor),
            url=address(other, actor=actor),
            on=row.on,
            document=row.document,
        )
        for row in queries.successions_of(unit)
    ]


@dataclass(frozen=True, kw_only=True)
class Running:
    """A programme in which the unit takes part, and whether it receives initiatives now."""

    programme: "Programme"
    words: str
    is_open: bool


def programmes(offers: Sequence[Offer], *, at: dt.datetime) -> list[Running]:
    """Those that received initiatives while the unit stood; the ones that still do first."""
    return [
        Running(
            programme=offer.programme,
            words=_standing(offer, at),
            is_open=offer.open_phase(at) is not None,
        )
        for offer in offers
        if _stood_during(offer)
    ]


def _stood_during(offer: Offer) -> bool:
    """A unit of today took no part in what was over before it was opened."""
    if not offer.phases:
        return offer.unit.closed_on is None
    first = periods.local_day(min(phase.opens_at for phase in offer.phases))
    last = periods.last_day(max(phase.closes_at for phase in offer.phases))
    closed_on = offer.unit.closed_on
    return offer.unit.opened_on <= last and (closed_on is None or first < closed_on)


def _standing(offer: Offer, at: dt.datetime) -> str:
    if offer.open_phase(at):
        return _("Đang nhận sáng kiến")
    return _("Đã kết thúc") if offer.is_over(at) else _("Chưa tới đợt nhận")


@dataclass(frozen=True, kw_only=True)
class Organised:
    """A cluster or block that the unit set up, with the names of the units in it."""

    cluster: "Cluster"
    is_inside: bool
    names: tuple[str, ...]


def organised(groups: Sequence[ClusterGroup]) -> list[Organised]:
    """Each cluster followed by its blocks; the names come in one query."""
    rows = [(part, part is not group) for group in groups for part in (group, *group.blocks)]
    names = queries.names_of(pk for part, __ in rows for pk in part.own_unit_ids)
    return [
        Organised(
            cluster=part.cluster,
            is_inside=is_inside,
            names=tuple(name for pk, name in names.items() if pk in part.own_unit_ids),
        )
        for part, is_inside in rows
    ]


def children(found: Sequence["Unit"], *, actor: Actor, ended: bool) -> Rows:
    """The units directly below; with the day from which they are no more where they have ended."""
    columns = [Column(_("Đơn vị"), Kind.HEAD), Column(_("Cấp"))]
    if ended:
        columns.append(Column(_("Kết thúc từ ngày")))
    lines = (
        (
            _child_name(child, address(child, actor=actor)),
            child.level.name,
            *([vi.day(child.closed_on)] if ended else []),
        )
        for child in found
    )
    return write(columns, lines)


def _child_name(child: "Unit", url: str) -> SafeString:
    name = format_html('<a href="{}">{}</a>', url, child.name) if url else child.name
    return format_html('{} <span class="muted small">{}</span>', name, child.code)
