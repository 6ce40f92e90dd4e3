"""From which unit, and for which period, somebody looks at the targets of a programme."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.access.permissions import Permission
from sangkien.agreements import queries as agreements
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.programmes import queries
from sangkien.progress.rules import reference_day
from sangkien.units import queries as units
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.programmes.models import Period, Programme
    from sangkien.units.models import Cluster, Unit


@dataclass(frozen=True, kw_only=True)
class Standpoint:
    """`day` is the day on which the units below are looked up: today while the period runs."""

    programme: "Programme"
    unit: "Unit"
    periods: "Sequence[Period]"
    period: "Period"
    day: dt.date
    may_set: bool

    def address(self, page: str, **more: object) -> str:
        """The address of a page of targets, seen from here."""
        where = {"don-vi": self.unit.code, "giai-doan": self.period.pk, **more}
        return f"{reverse(page, args=[self.programme.slug])}?{urlencode(where)}"

    def tabs(self) -> list[Link]:
        here = reverse("programmes:targets", args=[self.programme.slug])
        return [
            Link(
                label=period.name,
                url=f"{here}?{urlencode({'don-vi': self.unit.code, 'giai-doan': period.pk})}",
                current=period.pk == self.period.pk,
            )
            for period in self.periods
        ]

    def clusters(self) -> "list[Cluster]":
        """The clusters of the unit in the year of the period, each followed by its blocks."""
        return [
            cluster
            for group in units.clusters_of(self.unit, year=self.day.year)
            for cluster in (group.cluster, *(block.cluster for block in group.blocks))
        ]


def standpoint(request: WorkRequest, slug: str) -> Standpoint:
    """The highest unit of the reader by default; NotFound for whoever oversees none of them."""
    programme = queries.get_programme(slug, actor=request.actor)
    unit = agreements.looked_at_from(
        programme, request.actor, code=request.GET.get("don-vi", "")[:30]
    )
    periods = queries.periods_shown(programme, unit)
    if not periods:
        raise NotFound(_("Chương trình chưa có giai đoạn nên chưa giao được chỉ tiêu."))
    wanted = request.GET.get("giai-doan", "")
    period = next((period for period in periods if str(period.pk) == wanted), periods[0])
    return Standpoint(
        programme=programme,
        unit=unit,
        periods=periods,
        period=period,
        day=reference_day(period.closes_at, today=clock.today()),
        may_set=request.actor.can(Permission.TARGET_MANAGE, at=unit.path),
    )


def _page_of(place: Standpoint) -> str:
    """A draft has no public page: only those who prepare it see its targets."""
    return "programmes:detail" if place.programme.is_published else "programmes:manage"


def breadcrumb(place: Standpoint, *, here: str = "") -> list[Link]:
    above = [
        Link(label=_("Chương trình của tôi"), url=reverse("programmes:managed")),
        Link(
            label=place.programme.title,
            url=reverse(_page_of(place), args=[place.programme.slug]),
        ),
    ]
    if not here:
        return [*above, Link(label=_("Chỉ tiêu"))]
    return [
        *above,
        Link(label=_("Chỉ tiêu"), url=place.address("programmes:targets")),
        Link(label=here),
    ]
