"""Who looks after units: for telling them, a bounded number at a time."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db.models import Q

from sangkien.access.permissions import Permission
from sangkien.access.roles import ROLES, RoleKey
from sangkien.core import paths
from sangkien.units.models import Grant, Unit

MOST_OFFICERS = 50  # of one unit


def roles_with(*permissions: Permission) -> frozenset[RoleKey]:
    """The roles that carry one of the permissions."""
    return frozenset(
        key for key, role in ROLES.items() if not role.permissions.isdisjoint(permissions)
    )


def officers_at(
    unit: Unit, roles: Collection[RoleKey], *, on: dt.date, or_above: bool = False
) -> frozenset[int]:
    """The people with a role at the unit itself, or also at one of the units above."""
    here = [*paths.ancestors(unit.path), unit.path] if or_above else [unit.path]
    rows = Grant.objects.in_force_on(on).filter(role__in=roles, unit__path__in=here)
    return frozenset(rows.order_by("pk").values_list("user_id", flat=True)[:MOST_OFFICERS])


def officers_of(
    unit_ids: Collection[int], roles: Collection[RoleKey], *, on: dt.date
) -> frozenset[int]:
    """The people with a role at one of the units themselves."""
    rows = Grant.objects.in_force_on(on).filter(role__in=roles, unit_id__in=unit_ids)
    return frozenset(rows.values_list("user_id", flat=True))


def next_units(
    branches: Sequence[str], *, behind: str, limit: int, on: dt.date, again: bool = False
) -> list[tuple[int, str]]:
    """Number and path of units of some branches that stand on a day, in the order of the tree,
    behind a path, or from the unit with that path on.
    """
    inside = Q()
    for branch in branches:
        inside |= paths.subtree(branch)
    from_here = Q(path__gte=behind) if again else Q(path__gt=behind)
    rows = Unit.objects.filter(inside, from_here).standing_on(on).order_by("path")
    return list(rows.values_list("pk", "path")[:limit])
