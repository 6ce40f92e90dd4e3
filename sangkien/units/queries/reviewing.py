"""Reading roles to look at them again: once a year, and page by page for one unit."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import ROLES, RoleKey
from sangkien.access.scoping import NOTHING
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.units import rules
from sangkien.units.models import Grant, Unit
from sangkien.units.queries.people import PAGE

MOST_HOLDERS = 300  # who may act for one unit, from the unit itself up to the top


def grants_to_review(
    actor: Actor,
    *,
    on: dt.date,
    after: tuple[dt.date, int] | None = None,
    limit: int = PAGE,
) -> tuple[list[Grant], tuple[dt.date, int] | None]:
    """The roles that the actor may give and take back, those of others only, the one that nobody
    looked at for the longest time first; and where the next page begins.
    """
    rows = _reviewable(actor, on=on)
    if after is not None:
        day, pk = after
        rows = rows.filter(Q(reviewed_on__gt=day) | Q(reviewed_on=day, pk__gt=pk))
    rows = rows.select_related("user", "unit", "granted_by", "reviewed_by", "given_at")
    found = list(rows.order_by("reviewed_on", "pk")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return found[:limit], (last.reviewed_on, last.pk) if last else None


def overdue_reviews(actor: Actor, *, on: dt.date, most: int) -> int:
    """How many roles nobody looked at for a year, counted up to `most`."""
    if not actor.can_somewhere(Permission.GRANT_MANAGE):
        return 0
    rows = _reviewable(actor, on=on).filter(reviewed_on__lt=rules.review_due_before(on))
    return len(rows.order_by("reviewed_on", "pk").values_list("pk", flat=True)[:most])


def get_reviewable(pk: int, *, actor: Actor, on: dt.date) -> Grant:
    """One of the roles that the actor reviews, or NotFound."""
    found = _reviewable(actor, on=on).filter(pk=pk).select_related("user", "unit").first()
    if found is None:
        raise NotFound(_("Không tìm thấy vai trò này trong phạm vi của bạn."))
    return found


def _reviewable(actor: Actor, *, on: dt.date) -> QuerySet[Grant]:
    reach = NOTHING
    for scope in actor.scopes:
        roles = ROLES[scope.role].grants
        if roles and scope.subtree:
            reach |= Q(paths.subtree(scope.path, field="unit__path"), role__in=roles)
    standing = Q(until_on=None) | Q(until_on__gte=on)
    rows = Grant.objects.filter(reach, standing, revoked_at=None)
    return rows.exclude(user_id=actor.user_id or 0)


def without_their_giver(grants: Sequence[Grant], *, on: dt.date) -> set[int]:
    """Which of these roles were given by somebody who could not give them any more. They stay,
    for they belong to the unit; whoever reviews them should know. One query.
    """
    givers = {grant.granted_by_id for grant in grants if grant.granted_by_id}
    held = Grant.objects.filter(user_id__in=givers).in_force_on(on).select_related("unit")
    reach: dict[int, list[Grant]] = {}
    for own in held:
        reach.setdefault(own.user_id, []).append(own)
    return {
        grant.pk
        for grant in grants
        if grant.granted_by_id
        and not any(_could_give(own, grant) for own in reach.get(grant.granted_by_id, ()))
    }


def _could_give(own: Grant, grant: Grant) -> bool:
    may = ROLES[RoleKey(own.role)].grants
    return grant.role in may and paths.contains(own.unit.path, grant.unit.path)


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A role that counts at a unit; without a name for readers who may not see the person."""

    grant: Grant
    is_named: bool


def holders_at(unit: Unit, *, actor: Actor, on: dt.date) -> list[Holder]:
    """Whoever acts at a unit by a role there or in a unit above, the nearest first; one query."""
    rows = Grant.objects.filter(unit__path__in=[*paths.ancestors(unit.path), unit.path])
    rows = rows.in_force_on(on).select_related("user", "unit")
    own = {scope.unit_id for scope in actor.scopes}
    return [
        Holder(
            grant=grant,
            is_named=grant.unit_id in own or actor.can(Permission.MEMBER_VIEW, at=grant.unit.path),
        )
        for grant in rows.order_by("-unit__path", "role", "user__name_sort", "pk")[:MOST_HOLDERS]
    ]


def supportable_units(
    actor: Actor, unit: Unit, codes: Collection[str], *, on: dt.date
) -> dict[str, Unit]:
    """The units at or below one, by code, for which the actor may name a support team."""
    rows = Unit.objects.under(unit.path).standing_on(on).filter(code__in=codes)
    return {row.code: row for row in rows if actor.can_give(RoleKey.SUPPORT, at=row.path)}
