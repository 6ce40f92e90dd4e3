"""Targets laid out as a table: who holds them, by period."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from sangkien.agreements.models import Target
    from sangkien.programmes.models import Period, Programme


@dataclass(frozen=True, kw_only=True)
class Holder:
    """One row: a unit, a cluster, or a block inside a cluster (`is_inside`)."""

    name: str
    url: str
    is_inside: bool
    cells: tuple[tuple[str, tuple["Target", ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Board:
    """`columns` is what the table component wants: "Đơn vị|Giai đoạn 1|..."."""

    columns: str
    holders: tuple[Holder, ...]


def lay_out(
    programme: "Programme", targets: Sequence["Target"], periods: Sequence["Period"]
) -> Board | None:
    """The owner first, then clusters with their blocks, then units by name; None when empty."""
    used = {target.period_id for target in targets}
    shown = [period for period in periods if period.pk in used]
    if not shown:
        return None
    held: dict[tuple[object, ...], list[Target]] = defaultdict(list)
    for target in targets:
        held[_place(programme, target)].append(target)
    return Board(
        columns="|".join([_("Đơn vị"), *(_column(period.name) for period in shown)]),
        holders=tuple(_holder(programme, held[key], shown) for key in sorted(held)),
    )


def _column(name: str) -> str:
    """The table component splits at these signs."""
    return name.replace("|", "/").rstrip("#")


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


def _holder(
    programme: "Programme", targets: Sequence["Target"], periods: Iterable["Period"]
) -> Holder:
    unit, cluster = targets[0].unit, targets[0].cluster
    if unit is not None:
        name = unit.label
        url = reverse("progress:unit", args=[programme.slug, unit.code])
    else:
        name = cluster.name if cluster else ""
        url = reverse("progress:cluster", args=[programme.slug, targets[0].cluster_id])
    return Holder(
        name=name,
        url=url,
        is_inside=cluster is not None and cluster.parent_id is not None,
        cells=tuple(
            (period.name, tuple(t for t in targets if t.period_id == period.pk))
            for period in periods
        ),
    )
