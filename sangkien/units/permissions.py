"""Who may do what with a person: the right, and a scope that holds everything the person has."""

import datetime as dt

from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.accounts.models import User
from sangkien.units.models import Grant, Membership


def can_correct(actor: Actor, membership: Membership, *, on: dt.date) -> bool:
    """An officer of the unit, unless the person has a role beyond the officer's reach."""
    may = Permission.MEMBER_MANAGE
    return (
        membership.is_in_force_on(on)
        and actor.can(may, at=membership.unit.path)
        and all(actor.can(may, at=path) for path in _role_paths(membership.user, on=on))
    )


def can_lock(actor: Actor, user: User, *, on: dt.date) -> bool:
    """Never the own account, and never one with a unit or a role beyond the actor's reach."""
    return actor.user_id != user.pk and covers(actor, user, Permission.ACCOUNT_LOCK, on=on)


def can_join(actor: Actor, first: User, second: User, *, on: dt.date) -> bool:
    """Both people wholly within reach, and neither of them oneself."""
    return all(
        actor.user_id != user.pk and covers(actor, user, Permission.PERSON_JOIN, on=on)
        for user in (first, second)
    )


def covers(actor: Actor, user: User, permission: Permission, *, on: dt.date) -> bool:
    """Whether the actor has the permission wherever the person belongs or acts.

    Whoever belongs nowhere any more is looked after where the last membership was.
    """
    paths = [*_member_paths(user, on=on), *_role_paths(user, on=on)]
    return bool(paths) and all(actor.can(permission, at=path) for path in paths)


def _member_paths(user: User, *, on: dt.date) -> list[str]:
    rows = Membership.objects.filter(user=user).select_related("unit").order_by("-pk")
    held = [row for row in rows if row.until_on is None or row.until_on >= on]
    return [row.unit.path for row in held or rows[:1]]


def _role_paths(user: User, *, on: dt.date) -> list[str]:
    """Where the person acts now or will: a role that begins tomorrow counts as well."""
    standing = Grant.objects.filter(Q(until_on=None) | Q(until_on__gte=on), revoked_at=None)
    return list(standing.filter(user=user).values_list("unit__path", flat=True))
