"""Targets laid out as a table: who holds them, by period."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.agreements.enums import TargetOrigin
from sangkien.web.shared.cells import Column, Kind, Rows, write

if TYPE_CHECKING:
    from sangkien.agreements.models import Target
    from sangkien.programmes.models import Period, Programme


def lay_out(
    programme: "Programme",
    targets: Sequence["Target"],
    periods: Sequence["Period"],
    *,
    with_parents: bool = False,
) -> Rows | None:
    """The owner first, then clusters with their blocks, then units by name; None when empty.

    `with_parents` where units of the whole branch stand together: names alone are not enough.
    """
    used = {target.period_id for target in targets}
    shown = [period for period in periods if period.pk in used]
    if not shown:
        return None
    held: dict[tuple[object, ...], list[Target]] = defaultdict(list)
    for target in targets:
        held[_place(programme, target)].append(target)
    columns = [Column(_("Đơn vị"), Kind.HEAD), *(Column(period.name) for period in shown)]
    lines = (
        (
            _name(programme, held[key][0], with_parents=with_parents),
            *(_cell(held[key], period) for period in shown),
        )
        for key in sorted(held)
    )
    return write(columns, lines)


def _place(programme: "Programme", target: "Target") -> tuple[object, ...]:
    """Where a holder stands in the table."""
    cluster = target.cluster
    if cluster is not None:
        above = cluster.parent or cluster
        inside = cluster.parent_id is not None
        return (1, above.year, above.number, above.pk, inside, cluster.number, cluster.pk)
    unit = target.unit
    name = unit.name_sort if unit else ""
    return (0 if target.unit_id == programme.owner_id else 2, name, target.unit_id or 0)


def _name(programme: "Programme", target: "Target", *, with_parents: bool) -> SafeString:
    unit, cluster = target.unit, target.cluster
    if unit is not None:
        url = reverse("progress:unit", args=[programme.slug, unit.code])
        link = format_html('<a href="{}">{}</a>', url, unit.label)
        if not with_parents or unit.parent is None:
            return link
        return format_html('{} <span class="muted small">{}</span>', link, unit.parent.label)
    url = reverse("progress:cluster", args=[programme.slug, target.cluster_id])
    link = format_html('<a href="{}">{}</a>', url, cluster.name if cluster else "")
    if cluster is not None and cluster.parent_id is not None:
        return format_html('<span class="muted">{}</span> {}', _("trong cụm:"), link)
    return link


def _cell(held: Iterable["Target"], period: "Period") -> SafeString:
    of_period = (target for target in held if target.period_id == period.pk)
    return SafeString("".join(map(target_words, of_period)))


def target_words(target: "Target") -> SafeString:
    """ "tự đăng ký 850 đã gửi"."""
    own = ""
    if target.origin == TargetOrigin.SELF_SET:
        own = format_html('<span class="muted">{}</span> ', _("tự đăng ký"))
    return format_html(
        '<div>{}<b>{}</b> <span class="muted small">{}</span></div>',
        own,
        target.words,
        target.base_words,
    )
