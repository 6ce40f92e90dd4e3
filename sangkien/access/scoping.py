"""From an actor's scopes to a database filter."""

import hashlib

from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths

NOTHING = Q(pk__in=[])


def within(actor: Actor, permission: Permission, *, field: str = "path") -> Q:
    """Rows whose path lies where the actor has the permission. Nobody sees nothing by default."""
    if actor.is_system:
        return Q()
    reach = NOTHING
    for scope in actor.scopes_for(permission):
        reach |= (
            paths.subtree(scope.path, field=field) if scope.subtree else Q(**{field: scope.path})
        )
    return reach


def scope_digest(actor: Actor, *permissions: Permission) -> str:
    """The branches for which the actor has any of these, as one hash: whether rights are the same as before."""
    found = (scope for permission in permissions for scope in actor.scopes_for(permission))
    seen = {(one.path, one.subtree) for one in found}
    return hashlib.sha256(repr(sorted(seen)).encode()).hexdigest()
