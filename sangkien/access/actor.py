"""Who is acting, and where: immutable, computed once per request."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from sangkien.access.permissions import Permission
from sangkien.access.roles import ROLES, RoleKey
from sangkien.core import paths


@dataclass(frozen=True, kw_only=True)
class Scope:
    """A role that is in force for a unit; `subtree` says whether it reaches below it."""

    role: RoleKey
    unit_id: int
    path: str
    subtree: bool = True

    def reaches(self, path: str) -> bool:
        return paths.contains(self.path, path) if self.subtree else path == self.path


@dataclass(frozen=True, kw_only=True)
class Actor:
    """The person who acts, with the scopes in force at this moment.

    `user_id` is None for an anonymous reader and for the system itself; the system is told apart
    by `is_system` (commands such as the loader of the national tree). `is_limited` says that the
    offices were left out, because a PIN or a text message is not enough for them;
    `lacks_second_factor` that some were, because they need a second factor. `proven_at` is when
    the person last proved to be there (`access.proof`); `is_weak` that it was by a PIN or a text
    message, and no password or second factor was shown lately. `kiosk_id` names the shared tablet on
    which a worker acts; the journal keeps it.
    """

    user_id: int | None = None
    name: str = ""
    scopes: tuple[Scope, ...] = field(default=())
    is_system: bool = False
    is_limited: bool = False
    lacks_second_factor: bool = False
    proven_at: dt.datetime | None = None
    is_weak: bool = False
    kiosk_id: int | None = None

    @classmethod
    def anonymous(cls) -> "Actor":
        return cls()

    @classmethod
    def system(cls) -> "Actor":
        return cls(name="Hệ thống", is_system=True)

    def can(self, permission: Permission, *, at: str) -> bool:
        """Whether one of the scopes gives `permission` at the unit with the path `at`."""
        return self.is_system or any(
            permission in ROLES[scope.role].permissions and scope.reaches(at)
            for scope in self.scopes
        )

    def holds(self, permission: Permission, *, at: str) -> bool:
        """Whether an office of this very unit, not of one above it, gives `permission`."""
        return self.is_system or at in self.offices(permission)

    def offices(self, permission: Permission) -> list[str]:
        """The paths of the units in which an office of the actor gives `permission`."""
        found = (s.path for s in self.scopes if permission in ROLES[s.role].permissions)
        return list(dict.fromkeys(found))

    def can_give(self, role: RoleKey, *, at: str) -> bool:
        """Whether a role may be given and taken back at the unit with the path `at`."""
        return self.is_system or any(
            role in ROLES[scope.role].grants and scope.subtree and scope.reaches(at)
            for scope in self.scopes
        )

    def can_somewhere(self, permission: Permission) -> bool:
        return self.is_system or bool(self.scopes_for(permission))

    def scopes_for(self, permission: Permission) -> tuple[Scope, ...]:
        """The scopes that give a permission, without those that lie inside another of them."""
        found = [s for s in self.scopes if permission in ROLES[s.role].permissions]
        return tuple(
            scope
            for index, scope in enumerate(found)
            if not any(
                other.subtree
                and paths.contains(other.path, scope.path)
                and (other.path != scope.path or (not scope.subtree or position < index))
                for position, other in enumerate(found)
                if position != index
            )
        )

    @property
    def is_anonymous(self) -> bool:
        return self.user_id is None and not self.is_system

    @property
    def holds_office(self) -> bool:
        """Whether the person has any role beyond that of a member."""
        return any(scope.role != RoleKey.AUTHOR for scope in self.scopes)

    def as_member(self) -> "Actor":
        """The same person with nothing but the rights of a member: for sign-ins by PIN."""
        own = tuple(scope for scope in self.scopes if scope.role == RoleKey.AUTHOR)
        return replace(self, scopes=own, is_limited=self.holds_office)

    def without_offices(self, roles: Collection[RoleKey]) -> "Actor":
        """The same person before the second factor that these roles need."""
        kept = tuple(scope for scope in self.scopes if scope.role not in roles)
        if len(kept) == len(self.scopes):
            return self
        return replace(self, scopes=kept, lacks_second_factor=True)

    def at_kiosk(self, kiosk_id: int, *, path: str) -> "Actor":
        """The same person on a shared tablet: a member, of the tablet's unit or one below it."""
        own = self.as_member()
        here = tuple(scope for scope in own.scopes if paths.contains(path, scope.path))
        return replace(own, scopes=here, is_limited=False, kiosk_id=kiosk_id)
