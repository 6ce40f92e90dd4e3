"""Reading who may act where."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor, Scope
from sangkien.access.permissions import Permission
from sangkien.access.roles import ROLES, Role, RoleKey
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core import hot
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.units.models import Grant, Membership, Unit
from sangkien.units.models.people import SCOPES_IN_FORCE
from sangkien.units.queries.people import signed_in_by

MOST_ENDED = 200


def actor_for(user: User, *, at: dt.datetime) -> Actor:
    """The actor with the scopes in force at an instant; one query, never cached."""
    day = connection.ops.adapt_datefield_value(local_day(at))
    with hot.cursor() as cursor:
        cursor.execute(SCOPES_IN_FORCE, {"user": user.pk, "day": day})
        rows = cursor.fetchall()
    scopes = tuple(
        Scope(role=RoleKey(role), unit_id=unit_id, path=path, subtree=role != RoleKey.AUTHOR)
        for role, unit_id, path in rows
    )
    return Actor(user_id=user.pk, name=user.full_name, scopes=scopes)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A unit in which the actor is something."""

    unit: Unit
    role: RoleKey

    @property
    def role_name(self) -> str:
        return _("Đơn vị") if self.role == RoleKey.AUTHOR else str(ROLES[self.role].name)

    @property
    def is_overseen(self) -> bool:
        return Permission.UNIT_VIEW in ROLES[self.role].permissions


def places_of(actor: Actor) -> list[Place]:
    """The actor's units with the roles there, memberships first; one query."""
    units = Unit.objects.in_bulk({scope.unit_id for scope in actor.scopes})
    places = [Place(unit=units[scope.unit_id], role=scope.role) for scope in actor.scopes]
    return sorted(places, key=lambda p: (p.role != RoleKey.AUTHOR, p.unit.path, p.role))


def offices_of(user: User, *, on: dt.date) -> list[Grant]:
    """The roles of a person that are in force on a day or still to come, with their units."""
    rows = Grant.objects.filter(Q(until_on=None) | Q(until_on__gte=on), user=user, revoked_at=None)
    return list(rows.select_related("unit", "given_at").order_by("pk"))


def holds_office(user: User, *, on: dt.date) -> bool:
    """Whether a person has, or is to have, any role beyond that of a member."""
    return bool(offices_of(user, on=on))


def standing_grants(unit: Unit, *, on: dt.date) -> list[Grant]:
    """The roles given for the unit itself that are in force on a day or still to come."""
    rows = _grants(unit).filter(Q(until_on=None) | Q(until_on__gte=on), revoked_at=None)
    return list(rows.order_by("role", "user__name_sort", "pk"))


def ended_grants(unit: Unit, *, on: dt.date, limit: int = MOST_ENDED) -> list[Grant]:
    """The roles that ran out or were revoked, the latest given first."""
    rows = _grants(unit).filter(Q(until_on__lt=on) | Q(revoked_at__isnull=False))
    return list(rows.order_by("-pk")[:limit])


def get_grant(unit: Unit, pk: int) -> Grant:
    """One role given for the unit itself, ended ones included."""
    grant = _grants(unit).filter(pk=pk).first()
    if grant is None:
        raise NotFound(_("Không tìm thấy vai trò này."))
    return grant


def _grants(unit: Unit) -> QuerySet[Grant]:
    return Grant.objects.filter(unit=unit).select_related("user", "granted_by", "unit", "given_at")


def grantable_person(actor: Actor, login: str, *, on: dt.date) -> User | None:
    """The person with a member code or phone number, among the members of the units in which the
    actor gives roles. People of other units are not found.
    """
    reach = within(actor, Permission.GRANT_MANAGE, field="unit__path")
    members = Membership.objects.filter(reach, signed_in_by(login)).in_force_on(on)
    found = members.select_related("user").order_by("pk").first()
    return found.user if found else None


def givable_roles(actor: Actor, unit: Unit) -> list[Role]:
    """The roles that the actor may give and take back at a unit, in the order of the model."""
    return [role for role in ROLES.values() if actor.can_give(role.key, at=unit.path)]
