"""`/cum-khoi/<pk>/`: one cluster or block for those who organise it and those in it."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.access.actor import Actor
from sangkien.core import clock
from sangkien.core.periods import last_day, local_day
from sangkien.initiatives import queries as initiatives
from sangkien.units import queries
from sangkien.units.queries import ClusterGroup
from sangkien.web.clusters.frame import address, around, titles
from sangkien.web.shared.cells import Column, Kind, Rows, write
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.units.models import Unit


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    group = queries.get_visible_cluster(pk, actor=request.actor)
    cluster, now, today = group.cluster, clock.now(), clock.today()
    leads, turns = queries.leads_of(cluster), queries.turns_of(cluster)
    units = queries.units_of(group)
    context = {
        **around(request, group),
        "head_title": titles(cluster)[0],
        "standing": [lead for lead in leads if lead.until_on is None or lead.until_on >= today],
        "past": [lead for lead in leads if lead.until_on is not None and lead.until_on < today],
        "today": today,
        "turns": turns,
        "next": queries.next_in_turn(turns, leads, on=today),
        "documents": queries.documents_of(cluster),
        "members": _members(group, units, actor=request.actor) if group.own_unit_ids else None,
        "unit_count": len(units),
        "blocks": [(block.cluster, len(block.unit_ids)) for block in group.blocks],
        "programmes": [
            offer.programme
            for offer in initiatives.offers([cluster.organiser], at=now)
            if _runs_in(offer, cluster.year)
        ],
    }
    return render(request, "clusters/detail.html", context)


def _runs_in(offer: initiatives.Offer, year: int) -> bool:
    """Clusters of a year count what was sent in it."""
    return any(
        local_day(phase.opens_at).year <= year <= last_day(phase.closes_at).year
        for phase in offer.phases
    )


def _members(group: ClusterGroup, units: "dict[int, Unit]", *, actor: Actor) -> Rows:
    """The units of the cluster itself, in Vietnamese order; with what can be done, if any."""
    may_manage = queries.may_manage(group.cluster, actor=actor)
    own = set(group.own_unit_ids)
    columns = [Column(_("Đơn vị"), Kind.HEAD)]
    if may_manage:
        columns.append(Column(_("Thay đổi")))
    lines = (
        (
            _name(unit, address(unit, actor=actor)),
            *([_change(group, unit)] if may_manage else []),
        )
        for pk, unit in units.items()
        if pk in own
    )
    return write(columns, lines)


def _name(unit: "Unit", url: str) -> SafeString:
    name = format_html('<a href="{}">{}</a>', url, unit.name) if url else unit.name
    code = format_html('<span class="muted small">{}</span>', unit.code)
    if unit.closed_on:
        code += format_html(' <span class="muted small">{}</span>', _("(đã kết thúc)"))
    return format_html("{} {}", name, code)


def _change(group: ClusterGroup, unit: "Unit") -> SafeString:
    return format_html(
        '<a href="{}">{}<span class="visually-hidden">: {}</span></a>',
        reverse("clusters:member", args=[group.cluster.pk, unit.pk]),
        _("Chuyển, đưa ra"),
        unit.label,
    )
