"""Reading who belongs to which unit."""

import datetime as dt
from collections.abc import Sequence
from typing import cast

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.access.scoping import NOTHING, within
from sangkien.accounts.models import User
from sangkien.core import hot, paths, text
from sangkien.core.errors import NotFound
from sangkien.units.models import Membership, Unit

PAGE = 50
SHORTEST_NAME = 2  # letters: one alone is in everybody's name
MOST_NAMED = 20  # people of the same name that are shown to choose from


def registering_units(actor: Actor, *, on: dt.date) -> list[Unit]:
    """The units in which the actor may register an own initiative: the memberships."""
    own = [s.unit_id for s in actor.scopes if s.role == RoleKey.AUTHOR]
    return list(Unit.objects.filter(pk__in=own).standing_on(on).order_by("name_sort", "pk"))


def enterable_units(actor: Actor, *, on: dt.date) -> list[Unit]:
    """The units for whose members an officer may enter initiatives, at most 200."""
    reach = Q(pk__in=[])
    for scope in actor.scopes_for(Permission.INITIATIVE_REGISTER_FOR_OTHERS):
        reach |= paths.subtree(scope.path)
    standing = Unit.objects.filter(reach).standing_on(on)
    return list(standing.order_by("path")[:200])


def enterable_members(actor: Actor, login: str, *, on: dt.date) -> list[Membership]:
    """Where the person with a member code or phone number belongs, among the units for whose
    members the actor may enter initiatives. People of other units are not found.
    """
    known = _enterable(actor, on=on).filter(signed_in_by(login))
    return list(known.order_by("unit__path", "pk")[:10])


def enterable_named(
    actor: Actor, typed: str, *, on: dt.date, limit: int = MOST_NAMED
) -> list[Membership]:
    """Those whose name has all the words, with or without tone marks, among the same people."""
    named = _named(typed)
    if named is None or len(text.fold(typed)) < SHORTEST_NAME:
        return []
    known = _enterable(actor, on=on).filter(named)
    return list(known.order_by("user__name_sort", "pk")[:limit])


def enterable_membership(
    user_id: int, unit_id: int, *, actor: Actor, on: dt.date
) -> Membership | None:
    """The membership of a person in a unit, when the actor enters initiatives for its members."""
    known = _enterable(actor, on=on).filter(user_id=user_id, unit_id=unit_id)
    return known.order_by("pk").first()


def get_enterable_member(pk: int, *, actor: Actor, on: dt.date) -> Membership:
    """One membership for which the actor may enter initiatives, or NotFound."""
    may = Permission.INITIATIVE_REGISTER_FOR_OTHERS
    for found, user, unit in hot.read(_MEMBER, [pk], Membership, User, Unit):
        found.user, found.unit = user, unit
        if found.is_in_force_on(on) and actor.can(may, at=unit.path):
            return cast(Membership, found)
    raise NotFound(_("Không tìm thấy người này trong các đơn vị bạn phụ trách."))


_MEMBER = """
  FROM units_membership
  JOIN accounts_user ON accounts_user.id = units_membership.user_id
  JOIN units_unit ON units_unit.id = units_membership.unit_id
 WHERE units_membership.id = %s
"""


def _enterable(actor: Actor, *, on: dt.date) -> QuerySet[Membership]:
    reach = within(actor, Permission.INITIATIVE_REGISTER_FOR_OTHERS, field="unit__path")
    return Membership.objects.filter(reach).in_force_on(on).select_related("user", "unit")


def member_of(unit: Unit, login: str, *, on: dt.date) -> User | None:
    """The person of a unit (or of a section below it) by member code or phone number."""
    member = Membership.objects.filter(paths.subtree(unit.path, field="unit__path"))
    member = member.in_force_on(on)
    found = member.filter(signed_in_by(login)).select_related("user").first()
    return found.user if found else None


def members_named(
    unit: Unit, typed: str, *, on: dt.date, limit: int = MOST_NAMED
) -> list[Membership]:
    """Those of a unit or below it whose name has all the words, with or without tone marks."""
    named = _named(typed)
    if named is None or len(text.fold(typed)) < SHORTEST_NAME:
        return []
    here = Membership.objects.filter(paths.subtree(unit.path, field="unit__path"), named)
    found = here.in_force_on(on).select_related("user", "unit")
    return list(found.order_by("user__name_sort", "pk")[:limit])


def members_of(unit: Unit, logins: Sequence[str], *, on: dt.date) -> dict[str, User]:
    """The people of a unit (or of the sections below it) by what was typed, in one query."""
    codes = {login: text.code_key(login) for login in logins}
    phones = {login: text.phone_key(login) for login in logins}
    found = (
        Membership.objects.filter(paths.subtree(unit.path, field="unit__path"))
        .in_force_on(on)
        .filter(
            Q(user__member_code__in=[code for code in codes.values() if code])
            | Q(user__phone__in=[phone for phone in phones.values() if phone])
        )
        .select_related("user")
    )
    people = [membership.user for membership in found]
    by_phone = {user.phone: user for user in people if user.phone}
    by_code = {user.member_code: user for user in people}
    either = {login: by_phone.get(phones[login]) or by_code.get(codes[login]) for login in logins}
    return {login: user for login, user in either.items() if user is not None}


def signed_in_by(login: str) -> Q:
    """Memberships of the person with this member code or phone number."""
    keys = Q(user__member_code=text.code_key(login))
    phone = text.phone_key(login)
    return keys | Q(user__phone=phone) if phone else keys


def member_count(unit: Unit, *, on: dt.date) -> int:
    """How many people the unit itself has on a day."""
    return Membership.objects.filter(unit=unit).in_force_on(on).count()


def members_page(
    unit: Unit, *, on: dt.date, typed: str = "", after: int | None = None, limit: int = PAGE
) -> tuple[list[Membership], int | None]:
    """The people of the unit itself on a day by given name, and the number of the last one when
    more follow. `typed` finds them by name without tone marks or by member code.
    """
    rows = Membership.objects.filter(unit=unit).in_force_on(on)
    if typed.strip():
        rows = rows.filter(_called(typed))
    if after is not None:
        rows = rows.filter(_behind(unit, after))
    found = list(rows.select_related("user").order_by("user__name_sort", "pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def _behind(unit: Unit, after: int) -> Q:
    """People behind a membership in the order of given names; all when it is not of the unit."""
    last = Membership.objects.filter(unit=unit, pk=after).select_related("user").first()
    if last is None:
        return Q()
    same = Q(user__name_sort=last.user.name_sort, pk__gt=last.pk)
    return Q(user__name_sort__gt=last.user.name_sort) | same


def _called(typed: str) -> Q:
    named = _named(typed)
    return NOTHING if named is None else named | Q(user__member_code__contains=text.code_key(typed))


def _named(typed: str) -> Q | None:
    """People whose name has all the words; None without any."""
    words = text.fold(typed).split()[:8]
    if not words:
        return None
    named = Q()
    for word in words:
        named &= Q(user__folded_name__contains=word)
    return named
