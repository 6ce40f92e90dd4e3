"""What copying last year's clusters would make: units that ended are replaced or listed."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sangkien.core import paths
from sangkien.units import rules
from sangkien.units.enums import ClusterPost
from sangkien.units.models import Cluster, ClusterLead, ClusterTurn, Unit
from sangkien.units.queries.clusters import ClusterGroup, clusters_of
from sangkien.units.queries.following import last_heirs, with_heirs


@dataclass(frozen=True, kw_only=True)
class CopiedMember:
    """A unit that comes along; `instead_of` is the one that ended."""

    unit: Unit
    instead_of: Unit | None = None


@dataclass(frozen=True, kw_only=True)
class Unclear:
    """A unit that ended or went elsewhere, and whose place needs a person's decision."""

    unit: Unit
    heirs: tuple[Unit, ...] = ()
    is_taken: bool = False
    is_elsewhere: bool = False


@dataclass(frozen=True, kw_only=True)
class ClusterCopy:
    """One cluster or block as it would stand; `turns` begins with who leads next."""

    cluster: Cluster
    members: tuple[CopiedMember, ...]
    unclear: tuple[Unclear, ...]
    turns: tuple[Unit, ...]
    blocks: tuple["ClusterCopy", ...]

    @property
    def family(self) -> tuple["ClusterCopy", ...]:
        return (self, *self.blocks)


@dataclass(frozen=True, kw_only=True)
class CopyPlan:
    from_year: int
    year: int
    clusters: tuple[ClusterCopy, ...]

    @property
    def flat(self) -> list[ClusterCopy]:
        return [part for copy in self.clusters for part in copy.family]


def copy_plan(organiser: Unit, *, year: int, today: dt.date) -> CopyPlan:
    """From the year before. A fixed number of queries, however many units there are.

    The units are those that stand now, or on the first day of a year that is not the present one.
    """
    groups = clusters_of(organiser, year=year - 1)
    day = today if year == today.year else dt.date(year, 1, 1)
    finder = _Finder(organiser, groups, day=day)
    return CopyPlan(
        from_year=year - 1, year=year, clusters=tuple(finder.copied(group) for group in groups)
    )


class _Finder:
    """Follows units to those that stand on a day, each at most once in the new year."""

    def __init__(self, organiser: Unit, groups: list[ClusterGroup], *, day: dt.date) -> None:
        self._organiser, self._day = organiser, day
        parts = [part for group in groups for part in (group, *group.blocks)]
        ids = {pk for group in groups for pk in group.unit_ids}
        self._units, self._heirs = with_heirs(ids)
        standing = {pk for pk in ids if self._units[pk].stands_on(day)}
        self._taken = set(standing)  # those that stand keep their place before any heir
        self._turns = _turns([part.cluster.pk for part in parts])
        self._became: dict[int, int] = {}

    def copied(self, group: ClusterGroup) -> ClusterCopy:
        members: list[CopiedMember] = []
        unclear: list[Unclear] = []
        for pk in group.own_unit_ids:
            found = self._follow(pk)
            if isinstance(found, Unclear):
                unclear.append(found)
            else:
                members.append(found)
        blocks = tuple(self.copied(block) for block in group.blocks)
        return ClusterCopy(
            cluster=group.cluster,
            members=tuple(members),
            unclear=tuple(unclear),
            turns=self._rotation(group, members, blocks),
            blocks=blocks,
        )

    def _follow(self, pk: int) -> CopiedMember | Unclear:
        unit = self._units[pk]
        if unit.stands_on(self._day):
            if not self._is_below(unit):
                return Unclear(unit=unit, is_elsewhere=True)
            return self._keep(pk, CopiedMember(unit=unit))
        heirs = self._last_heirs(pk)
        if len(heirs) != 1 or not self._is_below(heirs[0]):
            return Unclear(unit=unit, heirs=tuple(heirs))
        if heirs[0].pk in self._taken:
            return Unclear(unit=unit, heirs=tuple(heirs), is_taken=True)
        return self._keep(pk, CopiedMember(unit=heirs[0], instead_of=unit))

    def _is_below(self, unit: Unit) -> bool:
        organiser = self._organiser
        return unit.pk != organiser.pk and paths.contains(organiser.path, unit.path)

    def _keep(self, pk: int, member: CopiedMember) -> CopiedMember:
        self._taken.add(member.unit.pk)
        self._became[pk] = member.unit.pk
        return member

    def _last_heirs(self, pk: int) -> list[Unit]:
        return last_heirs(pk, self._heirs, on=self._day)

    def _rotation(
        self, group: ClusterGroup, members: list[CopiedMember], blocks: tuple[ClusterCopy, ...]
    ) -> tuple[Unit, ...]:
        kept = {member.unit.pk: member.unit for member in members}
        kept |= {member.unit.pk: member.unit for block in blocks for member in block.members}
        order = self._turns[group.cluster.pk]
        following = [self._became.get(pk, 0) for pk in order]
        return tuple(kept[pk] for pk in following if pk in kept)


def _turns(cluster_ids: list[int]) -> dict[int, list[int]]:
    """Per cluster the units in turn, from the one that follows the last head."""
    orders: dict[int, list[int]] = defaultdict(list)
    for turn in ClusterTurn.objects.filter(cluster_id__in=cluster_ids).order_by("number"):
        orders[turn.cluster_id].append(turn.unit_id)
    heads = ClusterLead.objects.filter(cluster_id__in=cluster_ids, post=ClusterPost.HEAD)
    leading = dict(heads.order_by("since_on", "pk").values_list("cluster_id", "unit_id"))
    return defaultdict(
        list, {pk: rules.turns_from(order, leading.get(pk)) for pk, order in orders.items()}
    )
