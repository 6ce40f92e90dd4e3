"""Who may do what with a person: the right, and a scope that holds everything the person has."""

import datetime as dt

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import ROLES, RoleKey
from sangkien.accounts.models import User
from sangkien.core import paths
from sangkien.units.models import Grant, Membership
from sangkien.units.queries import offices_of


def can_correct(actor: Actor, membership: Membership, *, on: dt.date) -> bool:
    """An officer of the unit, unless the person may do anything that the officer may not."""
    return (
        membership.is_in_force_on(on)
        and actor.can(Permission.MEMBER_MANAGE, at=membership.unit.path)
        and all(_outranks(actor, grant) for grant in offices_of(membership.user, on=on))
    )


def _outranks(actor: Actor, grant: Grant) -> bool:
    """Whether the actor may do all that the role allows, where it allows it."""
    may = ROLES[RoleKey(grant.role)].permissions
    return all(actor.can(permission, at=grant.unit.path) for permission in may)


def may_end(actor: Actor, grant: Grant) -> bool:
    """Whether the actor may take a role away, directly or by disposing of who holds it: could give
    it, and stands where it was given or above. A province that names an auditor of a superior union
    would else have named one who can be sent home by whom he looks at.

    Where the tree has changed and the giver's unit is not above any more, whoever is above may.
    """
    if actor.is_system:
        return True
    path = grant.unit.path
    given = grant.given_at.path if grant.given_at else path
    least = given if paths.contains(given, path) else path
    return any(
        grant.role in ROLES[scope.role].grants
        and scope.subtree
        and paths.contains(scope.path, least)
        for scope in actor.scopes
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
    """Whether the actor has the permission wherever the person belongs, and may end every role
    that the person has: who takes over, joins or locks an account disposes of its roles.

    Whoever belongs nowhere any more is looked after where the last membership was.
    """
    places = _member_paths(user, on=on)
    return (
        bool(places)
        and all(actor.can(permission, at=path) for path in places)
        and all(may_end(actor, grant) for grant in offices_of(user, on=on))
    )


def _member_paths(user: User, *, on: dt.date) -> list[str]:
    rows = Membership.objects.filter(user=user).select_related("unit").order_by("-pk")
    held = [row for row in rows if row.until_on is None or row.until_on >= on]
    return [row.unit.path for row in held or rows[:1]]
