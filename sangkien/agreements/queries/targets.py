"""Reading targets."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.queries import names
from sangkien.agreements import places
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.events import TargetRemoved, TargetRevised
from sangkien.agreements.models import Target
from sangkien.agreements.rules import Share
from sangkien.core.errors import NotFound
from sangkien.journal.models import Entry
from sangkien.journal.queries import happened_to
from sangkien.programmes.models import Period, Programme
from sangkien.units.models import Cluster, Unit
from sangkien.units.queries import named


def in_force(period: Period) -> QuerySet[Target]:
    return Target.objects.filter(period=period, replaced_at=None)


def for_unit(period: Period, unit: Unit) -> list[Target]:
    """What the unit has to reach, assigned before self-set, numbers before rates."""
    return sorted(in_force(period).filter(unit=unit), key=order_of)


def for_cluster(period: Period, cluster_id: int) -> list[Target]:
    return sorted(in_force(period).filter(cluster_id=cluster_id), key=order_of)


def order_of(target: Target) -> tuple[object, ...]:
    """Assigned before self-set, the kinds in the order of their list."""
    return target.origin, list(TargetKind).index(TargetKind(target.kind)), target.pk


def count_targets(period: Period, *, unit_ids: Iterable[int]) -> dict[int, Target]:
    """The number to reach per unit: the assigned one, else the self-set one."""
    rows = in_force(period).filter(unit_id__in=list(unit_ids), kind=TargetKind.COUNT)
    return _preferring_assigned(rows, "unit_id")


def cluster_count_targets(period: Period, *, cluster_ids: Iterable[int]) -> dict[int, Target]:
    rows = in_force(period).filter(cluster_id__in=list(cluster_ids), kind=TargetKind.COUNT)
    return _preferring_assigned(rows, "cluster_id")


def _preferring_assigned(rows: QuerySet[Target], holder: str) -> dict[int, Target]:
    chosen: dict[int, Target] = {}
    for target in rows.order_by("pk"):
        key = getattr(target, holder)
        if key not in chosen or target.origin == TargetOrigin.ASSIGNED:
            chosen[key] = target
    return chosen


def board(
    period: Period, *, unit_ids: Iterable[int] = (), cluster_ids: Iterable[int] = ()
) -> list[Target]:
    """Every target in force of these holders, the numbers first; one query."""
    held = Q(unit_id__in=list(unit_ids)) | Q(cluster_id__in=list(cluster_ids))
    rows = in_force(period).filter(held).select_related("unit", "cluster__organiser")
    order = list(TargetKind)
    return sorted(rows, key=lambda row: (order.index(TargetKind(row.kind)), row.origin, row.pk))


def parts(
    period: Period, *, parent: Unit | None = None, cluster_ids: Iterable[int] = ()
) -> list[Share]:
    """The assigned numbers of all units directly below one, or of clusters; one query."""
    held = Q(unit__parent=parent) if parent else Q(cluster_id__in=list(cluster_ids))
    rows = in_force(period).filter(held, kind=TargetKind.COUNT, origin=TargetOrigin.ASSIGNED)
    return [
        Share(value=value, base=TargetBase(base))
        for value, base in rows.values_list("value", "base")
    ]


@dataclass(frozen=True, kw_only=True)
class SharedOut:
    """The number of an organiser in one period, and what its units and clusters were given of it."""

    period: Period
    own: Share | None
    units: list[Share]
    clusters: list[Share]


def shared_out(
    programme: Programme, periods: Sequence[Period], *, clusters_of: int
) -> list[SharedOut]:
    """How the numbers of the owner were shared out, per period; clusters are those of a year."""
    owner = programme.owner
    clusters = Q(cluster__organiser=owner, cluster__parent=None, cluster__year=clusters_of)
    found = list(
        Target.objects.filter(
            Q(unit=owner) | Q(unit__parent=owner) | clusters,
            kind=TargetKind.COUNT,
            replaced_at=None,
            period__in=periods,
        )
    )
    rows = []
    for period in periods:
        held = [target for target in found if target.period_id == period.pk]
        below = [
            target
            for target in held
            if target.unit_id != owner.pk and target.origin == TargetOrigin.ASSIGNED
        ]
        rows.append(
            SharedOut(
                period=period,
                own=whole(target for target in held if target.unit_id == owner.pk),
                units=_shares(target for target in below if target.unit_id),
                clusters=_shares(target for target in below if target.cluster_id),
            )
        )
    return rows


def _shares(targets: Iterable[Target]) -> list[Share]:
    return [Share(value=target.value, base=TargetBase(target.base)) for target in targets]


def whole(targets: Iterable[Target]) -> Share | None:
    """The number that a unit has to share out: the assigned one, else the self-set one."""
    counts = [target for target in targets if target.kind == TargetKind.COUNT]
    chosen = min(counts, key=lambda target: target.origin != TargetOrigin.ASSIGNED, default=None)
    return Share(value=chosen.value, base=TargetBase(chosen.base)) if chosen else None


def current_of(target: Target) -> Target | None:
    """The target that stands now where this one stood; None when it was removed."""
    origin = TargetOrigin(target.origin)
    return places.standing(target.runs, target.held_by, target.aim, origin)


def holders_page(
    programme: Programme,
    periods: Sequence[Period],
    *,
    typed: str = "",
    after: str = "",
    limit: int = 50,
) -> tuple[list[Unit], str]:
    """Units that hold a target in one of these periods of the programme.

    Those directly below its owner, or with `typed` all of its branch whose name holds these words.
    In Vietnamese order, with the code that the next page starts after ("" on the last one); an
    unknown code is the first page.
    """
    owner = programme.owner
    units = Unit.objects.exclude(pk=owner.pk)
    found = units.under(owner.path).filter(named(typed)) if typed else units.filter(parent=owner)
    last = Unit.objects.filter(code=after).first() if after else None
    if last is not None:
        same = Q(name_sort=last.name_sort, pk__gt=last.pk)
        found = found.filter(Q(name_sort__gt=last.name_sort) | same)
    found = found.order_by("name_sort", "pk")
    rows = _first_holders(found, periods, limit=limit + 1) if typed else []
    if len(rows) <= limit:
        held = Target.objects.filter(unit=OuterRef("pk"), replaced_at=None, period__in=periods)
        rows = list(found.filter(Exists(held)).select_related("parent")[: limit + 1])
    return rows[:limit], rows[limit - 1].code if len(rows) > limit else ""


def _first_holders(found: QuerySet[Unit], periods: Sequence[Period], *, limit: int) -> list[Unit]:
    """Those among the first units found. Where thousands have such a name and most hold a target,
    this is enough; asking for both at once would make the database read all targets.
    """
    first = list(found.values_list("pk", flat=True)[: limit * 4])
    holding = Target.objects.filter(unit_id__in=first, replaced_at=None, period__in=periods)
    ids = set(holding.values_list("unit_id", flat=True))
    return list(found.filter(pk__in=ids).select_related("parent")[:limit])


def targets_of(
    programme: Programme,
    periods: Sequence[Period],
    *,
    unit_ids: Iterable[int],
    clusters_of: int | None = None,
) -> list[Target]:
    """The targets of these units in these periods, with those of the owner's clusters and blocks
    of a year: they are formed anew each year, mostly under the same names.
    """
    holders = Q(unit_id__in=list(unit_ids))
    if clusters_of is not None:
        formed = Cluster.objects.filter(organiser_id=programme.owner_id, year=clusters_of)
        # Keys and not a join: an OR over two joined tables would read every target of the country.
        holders |= Q(cluster_id__in=list(formed.values_list("pk", flat=True)))
    return list(
        Target.objects.filter(holders, period__in=periods, replaced_at=None)
        .select_related("unit__parent", "cluster__parent", "period")
        .order_by("origin", "kind", "pk")
    )


def looked_at_from(programme: Programme, actor: Actor, *, code: str = "") -> Unit:
    """The unit from which the actor looks at the targets of a programme, the highest by default."""
    reach = Unit.objects.under(programme.owner.path).filter(within(actor, Permission.PROGRESS_VIEW))
    if code:
        reach = reach.filter(code=code)
    unit = reach.select_related("level", "parent").order_by("path").first()
    if unit is None:
        raise NotFound(_("Không tìm thấy đơn vị này."))
    return unit


def get_target(programme: Programme, pk: int, *, actor: Actor) -> Target:
    """A target of a unit or cluster that the actor oversees, replaced ones included."""
    target = (
        Target.objects.visible_to(actor)
        .filter(period__programme=programme, pk=pk)
        .select_related(
            "period__unit", "period__programme", "unit__parent", "cluster__organiser", "set_by"
        )
        .first()
    )
    if target is None:
        raise NotFound(_("Không tìm thấy chỉ tiêu này."))
    return target


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One change of a target: what it was (None: nothing), what it became (None: removed)."""

    old: Target | None
    new: Target | None
    at: dt.datetime
    actor_name: str
    holder: Unit | Cluster | None


def revisions(
    period: Period,
    *,
    unit_ids: Iterable[int] = (),
    cluster_ids: Iterable[int] = (),
    limit: int = 50,
) -> list[Revision]:
    """Who set, changed and removed the targets of these holders, the newest first; 3 queries."""
    held = Q(unit_id__in=list(unit_ids)) | Q(cluster_id__in=list(cluster_ids))
    rows = Target.objects.filter(held, period=period).select_related("unit", "cluster")
    chains: dict[tuple[object, ...], Target] = {}
    before: dict[int, Target | None] = {}
    targets = {target.pk: target for target in rows.order_by("pk")}
    for target in targets.values():
        key = (target.unit_id, target.cluster_id, target.kind, target.origin, target.subject_key)
        before[target.pk] = chains.get(key)
        chains[key] = target
    entries = happened_to("target", targets, limit=limit)
    people = names({entry.actor_id for entry in entries if entry.actor_id})
    return [
        _revision(entry, targets[entry.subject_id], before[entry.subject_id], people)
        for entry in entries
    ]


def _revision(
    entry: Entry, target: Target, before: Target | None, people: dict[int, str]
) -> Revision:
    removed = entry.name == TargetRemoved.name
    revised = entry.name == TargetRevised.name
    return Revision(
        old=target if removed else before if revised else None,
        new=None if removed else target,
        at=entry.occurred_at,
        actor_name=people.get(entry.actor_id or 0, ""),
        holder=target.holder,
    )


def has_targets(programme: Programme) -> bool:
    return Target.objects.filter(period__programme=programme, replaced_at=None).exists()
